package io.sealstream.signer.signing;

import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.domain.Caller;
import java.util.Optional;

/**
 * What a caller of JSON-RPC or a gateway wants signed, as it came: nothing in it is believed.
 *
 * @param id        of this request; a repeat gets the same answer
 * @param caller    who asks
 * @param signer    address of the key, as text
 * @param type      {@code MsgMeta.Type}: {@code message} or a name of {@link io.sealstream.signer.domain.StatementType}
 * @param data      bytes to sign; for a message those of its CID
 * @param extra     {@code MsgMeta.Extra}: of a message its CBOR, of a gateway's challenge the gateway's random bytes
 * @param challenge the random bytes that we gave to the gateway that asks; none where no gateway asks
 */
public record Ask(String id, Caller caller, String signer, String type, Bytes data, Bytes extra, Optional<Bytes> challenge) {
    /** The type of chain messages. */
    public static final String MESSAGE = "message";
}
