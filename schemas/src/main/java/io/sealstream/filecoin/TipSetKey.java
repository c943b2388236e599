package io.sealstream.filecoin;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The CIDs of a tipset's blocks in ticket order. The empty key asks a node for its head. Binary form: CID bytes one after another. */
public record TipSetKey(List<Cid> cids) {
    /** More blocks than any epoch has. */
    public static final int MAX_BLOCKS = 256;
    public static final TipSetKey EMPTY = new TipSetKey(List.of());
    /** A list of CIDs. */
    public static final Shape<TipSetKey> SHAPE = Shapes.map(Shapes.list(Shapes.CID), TipSetKey::new, TipSetKey::cids);

    private static final int BLOCK_CID_BYTES = 38;

    public TipSetKey {
        cids = List.copyOf(cids);
        if (cids.size() > MAX_BLOCKS) {
            throw CodecException.of("tipset key of " + cids.size() + " blocks, at most " + MAX_BLOCKS);
        }
    }

    public static TipSetKey of(Cid... cids) {
        return new TipSetKey(List.of(cids));
    }

    public boolean isEmpty() { return cids.isEmpty(); }

    public Bytes toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(cids.size() * BLOCK_CID_BYTES);
        cids.forEach(cid -> out.writeBytes(cid.unsafe()));
        return Bytes.wrap(out.toByteArray());
    }

    public static TipSetKey fromBytes(Bytes bytes) {
        if (bytes.length() % BLOCK_CID_BYTES != 0) {
            throw CodecException.of("tipset key of " + bytes.length() + " bytes is not a row of block CIDs");
        }
        List<Cid> cids = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += BLOCK_CID_BYTES) {
            cids.add(Cid.fromBytes(Arrays.copyOfRange(bytes.unsafe(), at, at + BLOCK_CID_BYTES)));
        }
        return new TipSetKey(cids);
    }

    /** CID of the CBOR byte string that holds the binary form, as contracts see a tipset. */
    public Cid cid() {
        return Cid.ofCbor(new CborWriter().bytes(toBytes()).toBytes());
    }

    /** CIDs joined by commas. */
    @Override
    public String toString() {
        return String.join(",", cids.stream().map(Cid::toString).toList());
    }
}
