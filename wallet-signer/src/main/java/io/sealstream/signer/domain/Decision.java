package io.sealstream.signer.domain;

/** A final decision about one request, as it stands in the record. */
public sealed interface Decision {
    String requestId();

    /** CID that the decision is about; empty where the request had none that could be computed. */
    String cid();

    /** What the message does, for people; empty where it could not be read. */
    String meaning();

    /**
     * The message is signed.
     *
     * @param content     what of the message counts for later ones
     * @param rule        that allowed it, or what stands behind the rules
     * @param replacement true if it takes the place of an earlier message with the same nonce, for a higher premium
     * @param at          when, milliseconds since 1970
     */
    record Approved(String requestId, Content content, String meaning, String rule, boolean replacement, long at)
            implements
                Decision {
        @Override
        public String cid() {
            return content.cid();
        }
    }

    /** The message is not signed, now and at every repeat of the request. */
    record Refused(String requestId, String cid, String meaning, RefusalKind kind, String reason) implements Decision {
        public Refused {
            if (!kind.isFinal()) {
                throw new IllegalArgumentException("a refusal for " + kind + " is not final and never recorded");
            }
        }
    }
}
