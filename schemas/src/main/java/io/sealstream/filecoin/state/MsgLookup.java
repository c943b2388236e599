package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.Tuple;

/**
 * Answer of {@code StateSearchMsg} and {@code StateWaitMsg}.
 *
 * @param message the CID that landed; another one than asked for when it was replaced
 * @param tipSet  the tipset after execution
 * @param height  its height: one epoch or more above the tipset that holds the message
 */
public record MsgLookup(Cid message, MessageReceipt receipt, TipSetKey tipSet, ChainEpoch height) {
    public static final Shape<MsgLookup> SHAPE = Tuple.of(MsgLookup.class)
            .field("Message", Shapes.CID, MsgLookup::message)
            .field("Receipt", MessageReceipt.SHAPE, MsgLookup::receipt)
            .field("TipSet", TipSetKey.SHAPE, MsgLookup::tipSet)
            .field("Height", Shapes.EPOCH, MsgLookup::height)
            .make(v -> new MsgLookup(v.next(), v.next(), v.next(), v.next()));
}
