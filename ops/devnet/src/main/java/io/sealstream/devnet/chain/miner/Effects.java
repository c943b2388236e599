package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a miner method asks of the rest of the chain.
 *
 * @param power       change of the miner's claim
 * @param burn        taken from the miner's balance
 * @param pledge      change of the network's pledge total
 * @param returned    CBOR of the return value
 * @param startCron   the deadline cron is to be enrolled
 * @param earlyWork   early terminations are to be settled in the next epoch
 * @param storedProof statement of a proof that was stored unverified
 * @param payments    from the miner's balance, after the burn
 */
public record Effects(Power power, TokenAmount burn, TokenAmount pledge, Bytes returned, boolean startCron, boolean earlyWork,
        @Nullable StoredProof storedProof, List<Payment> payments) {
    public static final Effects NONE = new Effects(Power.ZERO, TokenAmount.ZERO, TokenAmount.ZERO, Bytes.EMPTY, false, false,
            null,
            List.of());

    public Effects {
        payments = List.copyOf(payments);
    }

    /** Money that the miner pays to another actor, known by its id. */
    public record Payment(long to, TokenAmount amount) {}

    /** A proof that the chain took on trust. */
    public record StoredProof(WindowPoStStatement statement, Bytes proof, long deadline) {}

    Effects withPower(Power delta) {
        return new Effects(delta, burn, pledge, returned, startCron, earlyWork, storedProof, payments);
    }

    Effects withBurn(TokenAmount amount) {
        return new Effects(power, amount, pledge, returned, startCron, earlyWork, storedProof, payments);
    }

    Effects withPledge(TokenAmount delta) {
        return new Effects(power, burn, delta, returned, startCron, earlyWork, storedProof, payments);
    }

    /** The same with the CBOR of a return value. */
    public Effects returning(byte[] cbor) {
        return new Effects(power, burn, pledge, Bytes.of(cbor), startCron, earlyWork, storedProof, payments);
    }

    Effects withCron(boolean start) {
        return new Effects(power, burn, pledge, returned, start, earlyWork, storedProof, payments);
    }

    Effects withEarlyWork(boolean more) {
        return new Effects(power, burn, pledge, returned, startCron, more, storedProof, payments);
    }

    Effects storing(StoredProof proof) {
        return new Effects(power, burn, pledge, returned, startCron, earlyWork, proof, payments);
    }

    Effects paying(long to, TokenAmount amount) {
        List<Payment> more = new ArrayList<>(payments);
        more.add(new Payment(to, amount));
        return new Effects(power, burn, pledge, returned, startCron, earlyWork, storedProof, more);
    }

    public Optional<StoredProof> stored() {
        return Optional.ofNullable(storedProof);
    }
}
