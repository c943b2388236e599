package io.sealstream.proofs.scripted;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.PreCommit1;
import io.sealstream.proofs.Sealing.SectorFiles;
import io.sealstream.proofs.Sealing.SectorSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A committed-capacity sector in a folder of its own, for tests. */
public record TestSector(SectorSeal seal, SectorFiles files, List<Piece> pieces) {
    private static final SealProofType TYPE = SealProofType.STACKED_2KIB_V1_1;

    /** Makes the folder and the staged file of zeros, of a sector of 2 KiB. */
    public static TestSector empty(Path home, long number) throws IOException {
        return empty(home, number, TYPE, zeroPiece());
    }

    /**
     * As {@link #empty(Path, long)}, for any type.
     *
     * @param zeros the piece that fills such a sector
     */
    public static TestSector empty(Path home, long number, SealProofType type, Piece zeros) throws IOException {
        Files.createDirectories(home);
        Path staged = Files.write(home.resolve("staged"), new byte[(int) type.sectorSize()]);
        Path sealed = home.resolve("sealed");
        Path cache = home.resolve("cache");
        byte[] ticket = new byte[32];
        Arrays.fill(ticket, (byte) 11);
        SectorSeal seal = new SectorSeal(type, ProverId.ofActor(1000), number, Bytes.of(ticket));
        return new TestSector(seal, new SectorFiles(staged, sealed, cache), List.of(zeros));
    }

    /** The piece of zeros that fills a sector of 2 KiB; its CommP is also the sector's CommD. */
    public static Piece zeroPiece() {
        return new Piece(Bytes.ofHex("fc7e928296e516faade986b28f92d44a4f24b935485223376a799027bc18f833"),
                TYPE.unpaddedSectorSize());
    }

    /** PC1 and PC2. */
    public Commitments preCommit(ProofEngine engine) throws ProofException {
        return engine.preCommit2(engine.preCommit1(new PreCommit1(seal, files, pieces)), files);
    }

    public Bytes seed() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 22);
        return Bytes.of(seed);
    }

    public StoredSector stored(Commitments commitments) {
        return new StoredSector(seal.number(), commitments.commR(), files.cache(), files.sealed());
    }

    public List<String> cacheFiles() throws IOException {
        try (Stream<Path> list = Files.list(files.cache())) {
            return list.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Bytes that are neither zeros nor random. */
    public static byte[] data(int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (7 * i + 3);
        }
        return data;
    }

    /** The same bytes with the lowest bit of one changed. */
    public static Bytes flipped(Bytes bytes, int index) {
        byte[] changed = bytes.toArray();
        changed[index] ^= 1;
        return Bytes.of(changed);
    }
}
