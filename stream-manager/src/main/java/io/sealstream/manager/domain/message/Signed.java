package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Receipt;

/**
 * The recorded bytes of one version. From the record on it may land, whatever else is signed for its nonce.
 *
 * @param cid   chain CID of the signed message
 * @param bytes signed message (CBOR)
 * @param since epoch at which it was recorded
 */
public record Signed(Fill fill, Cid cid, Bytes bytes, ChainEpoch since) {
    public long nonce() {
        return fill.nonce();
    }

    /** The receipt with what the sender paid, where the base fee of the execution is known. */
    Receipt priced(Receipt receipt, TokenAmount baseFee) {
        return baseFee.isPositive()
                ? new Receipt(receipt.height(), receipt.exitCode(), receipt.returnValue(), receipt.gasUsed(),
                        Gas.outputs(receipt.gasUsed(), fill.gasLimit(), baseFee, fill.gasFeeCap(), fill.gasPremium()).cost())
                : receipt;
    }

    /** What it has cost by its receipt; the most it can have cost where that is not known. */
    TokenAmount cost(Receipt receipt) {
        return receipt.fee().isPositive() ? receipt.fee() : fill.maxFee();
    }
}
