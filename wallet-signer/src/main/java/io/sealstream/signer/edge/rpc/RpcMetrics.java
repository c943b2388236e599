package io.sealstream.signer.edge.rpc;

/** What is counted about calls. */
@FunctionalInterface
public interface RpcMetrics {
    /**
     * A call was answered.
     *
     * @param method  without namespace
     * @param outcome {@code ok}, {@code refused} (an answer that says no) or {@code failed} (a failure of ours)
     * @param nanos   time to the answer
     */
    void called(String method, String outcome, long nanos);
}
