package io.sealstream.signer.app;

import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import io.sealstream.signer.keys.Curve;
import java.util.List;

/** The curves of this process. */
final class CurveSet {
    private CurveSet() {}

    static List<Curve> all() {
        return List.of(new BlsCurve(Bls.open()), new Secp256k1Curve());
    }
}
