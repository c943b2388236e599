package io.sealstream.proofs.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.SectorChallenges;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult.FaultySectors;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.AddPiece;
import io.sealstream.proofs.Sealing.AddedPiece;
import io.sealstream.proofs.Sealing.Commit1;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.WindowPoStProofType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does alike, real or scripted, without parameters: everything but making SNARKs. */
public interface ProofEngineContract {
    SealProofType TYPE = SealProofType.STACKED_2KIB_V1_1;
    WindowPoStProofType POST = WindowPoStProofType.STACKED_2KIB_V1_1;
    Bytes RANDOMNESS = Bytes.ofHex("010c17222d38434e59646f7a85909ba6b1bcc7d2dde8f3fe09141f2a35404b16");
    PoStScope SCOPE = new PoStScope(POST, ProverId.ofActor(1000), RANDOMNESS);

    /** The engine under test; shared by the tests of a class. */
    ProofEngine engine();

    /** A seal statement with a proof that holds for it under this engine's verifying keys. */
    ProvenSeal provenSeal();

    /** Two sectors with a WindowPoSt that holds for them. */
    ProvenWindow provenWindow();

    /** See {@link #provenSeal()}. */
    record ProvenSeal(SealStatement statement, Bytes proof) {}

    /** See {@link #provenWindow()}. */
    record ProvenWindow(PoStScope scope, List<PublicSector> sectors, Bytes proof) {}

    @Test
    default void shouldCommitToZerosAsToAnEmptySector(@TempDir Path home) throws ProofException, IOException {
        Path zeros = Files.write(home.resolve("zeros"), new byte[(int) TYPE.unpaddedSectorSize()]);

        Piece piece = engine().pieceCommitment(TYPE, zeros, TYPE.unpaddedSectorSize());

        assertThat(piece).isEqualTo(TestSector.zeroPiece());
    }

    @Test
    default void shouldAlignPiecesAndCommitToThemAsAlone(@TempDir Path home) throws ProofException, IOException {
        Path small = Files.write(home.resolve("small"), TestSector.data(127));
        Path large = Files.write(home.resolve("large"), TestSector.data(508));
        Path staged = home.resolve("staged");

        AddedPiece first = engine().addPiece(new AddPiece(TYPE, small, staged, 127, List.of()));
        AddedPiece second = engine().addPiece(new AddPiece(TYPE, large, staged, 508, List.of(127L)));

        assertThat(first.piece()).isEqualTo(engine().pieceCommitment(TYPE, small, 127));
        assertThat(second.piece()).isEqualTo(engine().pieceCommitment(TYPE, large, 508));
        assertThat(second.writtenUnpadded()).isEqualTo(381 + 508);
        assertThat(Files.size(staged)).isEqualTo(1024);
    }

    @Test
    default void shouldSealASectorUpToItsVanillaProof(@TempDir Path home) throws ProofException, IOException {
        TestSector sector = TestSector.empty(home, 7);

        Commitments commitments = sector.preCommit(engine());
        Bytes seed = sector.seed();
        Bytes commit1 = engine().commit1(new Commit1(sector.seal(), sector.files(), seed, commitments, sector.pieces()))
                .json();

        assertThat(commitments.commD()).isEqualTo(TestSector.zeroPiece().commitment());
        assertThat(commitments.commR()).isNotEqualTo(commitments.commD());
        assertThat(commit1.size()).isPositive();
        assertThat(Files.size(sector.files().sealed())).isEqualTo(TYPE.sectorSize());
    }

    @Test
    default void shouldGiveTheSameCommitmentsForTheSameInputsOnly(@TempDir Path home) throws ProofException, IOException {
        Commitments first = TestSector.empty(home.resolve("a"), 7).preCommit(engine());
        Commitments same = TestSector.empty(home.resolve("b"), 7).preCommit(engine());
        Commitments other = TestSector.empty(home.resolve("c"), 8).preCommit(engine());

        assertThat(same).isEqualTo(first);
        assertThat(other.commR()).isNotEqualTo(first.commR());
    }

    @Test
    default void shouldRefuseToSealDataThatIsNotThePieces(@TempDir Path home) throws ProofException, IOException {
        TestSector sector = TestSector.empty(home, 7);
        Files.write(sector.files().staged(), new byte[]{ 1, 2, 3});
        Files.write(sector.files().staged(), new byte[2045], java.nio.file.StandardOpenOption.APPEND);

        ProofException failure = catchThrowableOfType(ProofException.class, () -> sector.preCommit(engine()));

        assertThat(failure.code()).isEqualTo(Code.LIBRARY);
    }

    @Test
    default void shouldKeepWhatProvingNeedsWhenItClearsTheCache(@TempDir Path home) throws ProofException, IOException {
        TestSector sector = TestSector.empty(home, 7);
        Commitments commitments = sector.preCommit(engine());

        engine().clearCache(TYPE, sector.files().cache());

        assertThat(sector.cacheFiles()).contains("p_aux", "t_aux", "sc-02-data-tree-r-last.dat")
                .noneMatch(name -> name.contains("layer") || name.contains("tree-c") || name.contains("tree-d"));
        List<Long> challenges = engine().windowPoStChallenges(SCOPE, List.of(7L)).getFirst().challenges();
        assertThat(engine().vanillaProof(POST, sector.stored(commitments), challenges).number()).isEqualTo(7);
    }

    @Test
    default void shouldChallengeASectorAloneAsAmongOthers() throws ProofException {
        List<SectorChallenges> all = engine().windowPoStChallenges(SCOPE, List.of(1L, 2L, 9L));

        assertThat(all).extracting(SectorChallenges::number).containsExactly(1L, 2L, 9L);
        assertThat(all).allSatisfy(one -> assertThat(one.challenges()).isNotEmpty()
                .allMatch(leaf -> leaf >= 0 && leaf < TYPE.sectorSize() / 32));
        assertThat(engine().windowPoStChallenges(SCOPE, List.of(9L)).getFirst()).isEqualTo(all.getLast());
    }

    @Test
    default void shouldRefuseRandomnessThatIsNoFieldElement() {
        PoStScope scope = new PoStScope(POST, SCOPE.proverId(), Bytes.ofHex("ff".repeat(32)));

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine().windowPoStChallenges(scope, List.of(7L)));

        assertThat(failure.code()).isEqualTo(Code.LIBRARY);
        assertThat(failure).hasMessageContaining("randomness");
    }

    @Test
    default void shouldRefuseSectorsOutOfOrder() {
        for (List<Long> sectors : List.of(List.of(2L, 1L), List.of(1L, 1L), List.<Long>of())) {
            ProofException failure = catchThrowableOfType(ProofException.class,
                    () -> engine().windowPoStChallenges(SCOPE, sectors));

            assertThat(failure.code()).isEqualTo(Code.INVALID_REQUEST);
        }
    }

    @Test
    default void shouldFailForASectorWithoutItsFiles(@TempDir Path home) {
        StoredSector sector = new StoredSector(7, RANDOMNESS, home.resolve("cache"), home.resolve("sealed"));

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine().vanillaProof(POST, sector, List.of(1L, 2L)));

        assertThat(failure.code()).isIn(Code.IO, Code.LIBRARY);
    }

    @Test
    default void shouldNameTheSectorWhoseVanillaProofDoesNotHold(@TempDir Path home) throws ProofException, IOException {
        TestSector good = TestSector.empty(home.resolve("a"), 7);
        TestSector bad = TestSector.empty(home.resolve("b"), 8);
        VanillaProof holds = vanilla(good, List.of(7L));
        VanillaProof doesNot = vanilla(bad, List.of(9L));

        FaultySectors faulty = (FaultySectors) engine().windowPoSt(SCOPE, List.of(holds, doesNot));

        assertThat(faulty.sectors()).singleElement().satisfies(sector -> {
            assertThat(sector.number()).isEqualTo(8);
            assertThat(sector.reason()).isNotBlank();
        });
    }

    /** The vanilla proof of a sector, at the challenges of the numbers given: its own, or those of another. */
    private VanillaProof vanilla(TestSector sector, List<Long> challenged) throws ProofException, IOException {
        Commitments commitments = sector.preCommit(engine());
        List<Long> challenges = engine().windowPoStChallenges(SCOPE, challenged).getFirst().challenges();
        return engine().vanillaProof(POST, sector.stored(commitments), challenges);
    }

    @Test
    default void shouldVerifyASealProofAndNothingElse() throws ProofException {
        ProvenSeal seal = provenSeal();

        assertThat(engine().verifySeal(seal.statement(), seal.proof())).isTrue();
        assertThat(engine().verifySeal(seal.statement(), TestSector.flipped(seal.proof(), 100))).isFalse();
        assertThat(engine().verifySeal(new SealStatement(seal.statement().sector(),
                TestSector.flipped(seal.statement().seed(), 3), seal.statement().commitments()), seal.proof())).isFalse();
        assertThat(engine().verifySeal(seal.statement(), Bytes.of(new byte[0]))).isFalse();
    }

    @Test
    default void shouldVerifyAWindowPoStAndNothingElse() throws ProofException {
        ProvenWindow window = provenWindow();
        PoStScope other = new PoStScope(window.scope().type(), window.scope().proverId(),
                TestSector.flipped(window.scope().randomness(), 0));

        assertThat(engine().verifyWindowPoSt(window.scope(), window.sectors(), window.proof())).isTrue();
        assertThat(engine().verifyWindowPoSt(window.scope(), window.sectors(), TestSector.flipped(window.proof(), 50)))
                .isFalse();
        assertThat(engine().verifyWindowPoSt(other, window.sectors(), window.proof())).isFalse();
        assertThat(engine().verifyWindowPoSt(window.scope(), window.sectors().subList(0, 1), window.proof())).isFalse();
    }
}
