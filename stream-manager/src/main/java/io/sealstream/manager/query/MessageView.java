package io.sealstream.manager.query;

import org.jspecify.annotations.Nullable;

/**
 * A message intent.
 *
 * @param intent     intent id
 * @param sender     lane
 * @param miner      miner it is for, or null
 * @param purpose    PRECOMMIT, PROVE_COMMIT, WINDOW_POST, OPERATOR
 * @param methodName readable method
 * @param to         receiver
 * @param value      attoFIL
 * @param state      Queued, AwaitingSignature, AwaitingPush, AwaitingLanding, AwaitingConfidence, Final, Failed
 * @param waitingFor the same as a sentence
 * @param nonce      nonce, or null before it has one
 * @param cid        chain CID of the newest signed version; of a message that is over, of the one that landed; or null
 * @param versions   signed versions for its nonce
 * @param held       why it is kept back, or is not replaced, with the numbers; or null
 * @param maxFee     most it may cost, attoFIL
 * @param height     epoch of the tipset after execution, or null
 * @param exitCode   exit code, or null before it landed
 * @param gasUsed    gas used, or null before it landed
 * @param fee        what the sender paid for gas, attoFIL: 0 where that is not known; null before it landed
 * @param returnValue return value in base64, or null before it landed
 * @param since      epoch at which the state was entered
 */
public record MessageView(String intent, String sender, @Nullable String miner, String purpose, String methodName, String to,
        String value, String state, String waitingFor, @Nullable Long nonce, @Nullable String cid, int versions,
        @Nullable String held, String maxFee,
        @Nullable Long height, @Nullable Long exitCode, @Nullable Long gasUsed, @Nullable String fee,
        @Nullable String returnValue, long since) {
    /** True when the intent is over: landed with confidence, or failed without effect. */
    public boolean isOver() {
        return state.equals("Final") || state.equals("Failed");
    }
}
