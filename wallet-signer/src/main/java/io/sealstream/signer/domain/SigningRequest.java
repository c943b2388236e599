package io.sealstream.signer.domain;

import io.sealstream.filecoin.Bytes;

/**
 * A message to sign, as it came: nothing in it is believed but who asks.
 *
 * @param id         derived id of the request, answered once
 * @param caller     who asks, as the way in knows it
 * @param sender     robust key address as text: the lane
 * @param intent     id of the intent behind it, for the record only
 * @param message    CBOR of the unsigned message
 * @param cid        CID of the message as the lane computed it
 * @param validUntil last epoch at which the signature is of use; 0 for no limit
 */
public record SigningRequest(String id, Caller caller, String sender, String intent, Bytes message, String cid,
        long validUntil) {}
