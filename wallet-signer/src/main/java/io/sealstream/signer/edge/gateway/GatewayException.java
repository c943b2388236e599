package io.sealstream.signer.edge.gateway;

/** A gateway says no, as a sentence for people. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GatewayException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
