package io.sealstream.signer.edge.rpc;

import io.sealstream.filecoin.CodecException;
import io.sealstream.rpc.RpcException;
import io.sealstream.signer.keys.WalletException;

/** Refusals of the wallet as errors of the API. */
final class Refusals {
    private Refusals() {}

    /** Our sentence, behind the words of venus-wallet where it has some ({@code storage/keymix.go}): callers may look for them. */
    static RpcException of(WalletException e) {
        String words = switch (e.reason()) {
            case LOCKED -> "wallet locked: ";
            case NO_PASSWORD -> "password not set: ";
            case WRONG_PASSWORD -> "password mismatch: ";
            case PASSWORD_EXISTS -> "the password already exists: ";
            default -> "";
        };
        return RpcException.of(words + e.sentence());
    }

    /** A refusal for the caller, or the failure itself. */
    static RuntimeException of(RuntimeException e) {
        return switch (e) {
            case WalletException wallet -> of(wallet);
            case CodecException codec -> RpcException.invalidParams(String.valueOf(codec.getMessage()));
            default -> e;
        };
    }
}
