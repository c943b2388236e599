package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.Block;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.MessageRoots;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be read by CID: headers, messages and message roots. There is no state tree behind a state root. */
final class ChainObjects {
    private final Chain chain;

    ChainObjects(Chain chain) {
        this.chain = chain;
    }

    Optional<Bytes> find(Cid cid) {
        return header(cid).map(BlockHeader::toCbor).or(() -> message(cid).map(ChainObjects::stored)).or(() -> root(cid))
                .map(Bytes::of);
    }

    Optional<BlockHeader> header(Cid cid) {
        return chain.store().withBlock(cid).flatMap(entry -> entry.tipSet().blocks().stream()
                .filter(block -> block.cid().equals(cid)).findFirst());
    }

    /** A message that was executed or waits; a node finds those that were replaced as well. */
    Optional<SignedMessage> message(Cid cid) {
        return chain.store().executed(cid).map(place -> chain.store().entry(place).messages().get(place.index()))
                .or(() -> chain.pool().pending().stream().filter(each -> each.cid().equals(cid)).findFirst())
                .or(() -> chain.pool().known(cid));
    }

    /** BLS signatures are aggregated in the header, so only the unsigned message is stored. */
    private static byte[] stored(SignedMessage message) {
        return message.signature().type() == SignatureType.BLS ? message.message().toCbor() : message.toCbor();
    }

    /** Looked for from the head backwards: such reads are rare, an index would be kept for nobody. */
    private Optional<byte[]> root(Cid cid) {
        return chain.store().falling().filter(entry -> !entry.messages().isEmpty() || entry.height() == 0)
                .flatMap(entry -> entry.blocks().stream()).flatMap(ChainObjects::roots)
                .filter(bytes -> Cid.ofCbor(bytes).equals(cid)).findFirst();
    }

    private static Stream<byte[]> roots(Block block) {
        MessageRoots roots = MessageRoots.of(block.messages());
        return Stream.concat(Stream.of(roots.meta().toCbor()), roots.lists().stream());
    }
}
