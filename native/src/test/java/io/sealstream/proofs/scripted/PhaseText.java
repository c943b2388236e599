package io.sealstream.proofs.scripted;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The scripted engine's opaque outputs: words with a space between, written and read here only. */
final class PhaseText {
    private static final int PHASE1_WORDS = 6;
    private static final int COMMIT1_WORDS = 8;

    private PhaseText() {}

    /** What PC2 takes from PC1. */
    record Phase1(SectorSeal sector, Bytes commD) {}

    static Bytes preCommit1(SectorSeal sector, Bytes commD) {
        return join(Stream.concat(Stream.of("scripted-pc1"), Stream.concat(words(sector), Stream.of(commD.hex()))));
    }

    static Phase1 readPreCommit1(Bytes text) throws ProofException {
        List<String> words = split(text, "scripted-pc1", PHASE1_WORDS);
        return new Phase1(sector(words), Bytes.ofHex(words.get(5)));
    }

    static Bytes commit1(SealStatement statement) {
        return join(Stream.concat(Stream.of("scripted-c1"),
                Stream.concat(words(statement.sector()), Stream.of(statement.seed().hex(),
                        statement.commitments().commR().hex(), statement.commitments().commD().hex()))));
    }

    static SealStatement readCommit1(Bytes text) throws ProofException {
        List<String> words = split(text, "scripted-c1", COMMIT1_WORDS);
        return new SealStatement(sector(words), Bytes.ofHex(words.get(5)),
                new Commitments(Bytes.ofHex(words.get(6)), Bytes.ofHex(words.get(7))));
    }

    private static Stream<String> words(SectorSeal sector) {
        return Stream.of(Integer.toString(sector.type().chainNumber()), sector.proverId().hex(),
                Long.toUnsignedString(sector.number()), sector.ticket().hex());
    }

    private static SectorSeal sector(List<String> words) {
        return new SectorSeal(SealProofType.ofChainNumber(Long.parseLong(words.get(1))).orElseThrow(),
                Bytes.ofHex(words.get(2)), Long.parseUnsignedLong(words.get(3)), Bytes.ofHex(words.get(4)));
    }

    private static Bytes join(Stream<String> words) {
        return Bytes.of(String.join(" ", words.toList()).getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> split(Bytes text, String kind, int count) throws ProofException {
        List<String> words = List.of(new String(text.toArray(), StandardCharsets.US_ASCII).split(" ", count + 1));
        if (words.size() != count || !words.getFirst().equals(kind)) {
            throw new ProofException(Code.INVALID_REQUEST, "the output of the phase before cannot be read");
        }
        return words;
    }
}
