package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.NonInteractiveProofType;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.WinningPoStProofType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProofTypesTest {

    private record Row(int number, String name, long sectorSize, int last) {}

    private record Tables(List<Row> seal, List<Row> nonInteractive, List<Row> windowPoSt, List<Row> winningPoSt,
            List<Row> update) {}

    private static List<Row> rows(ResponseReader in) {
        return in.list(row -> new Row(row.u32(), row.text(), row.u64(), row.u32()));
    }

    private static <T> List<Row> rows(T[] types, Function<T, Row> row) {
        return Arrays.stream(types).map(row).toList();
    }

    @Test
    void shouldAgreeWithTheLibraryAboutEveryProofType() throws ProofException {
        LibraryCalls library = LibraryCalls.open();

        Tables tables = ResponseReader.read(library.call(Operation.PROOF_TYPES, new byte[0]),
                in -> new Tables(rows(in), rows(in), rows(in), rows(in), rows(in)));

        assertThat(tables.seal()).isEqualTo(rows(SealProofType.values(),
                type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), type.partitions())));
        assertThat(tables.nonInteractive()).isEqualTo(rows(NonInteractiveProofType.values(),
                type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), type.partitions())));
        assertThat(tables.windowPoSt()).isEqualTo(rows(WindowPoStProofType.values(),
                type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), type.partitionSectors())));
        assertThat(tables.winningPoSt()).isEqualTo(rows(WinningPoStProofType.values(),
                type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), 1)));
        assertThat(tables.update()).isEqualTo(rows(UpdateProofType.values(),
                type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), type.partitions())));
    }

    @Test
    void shouldFindEachTypeByItsNumberOnChainAndNoOther() {
        for (UpdateProofType type : UpdateProofType.values()) {
            assertThat(UpdateProofType.ofChainNumber(type.chainNumber())).contains(type);
        }
        for (WinningPoStProofType type : WinningPoStProofType.values()) {
            assertThat(WinningPoStProofType.ofChainNumber(type.chainNumber())).contains(type);
        }
        for (NonInteractiveProofType type : NonInteractiveProofType.values()) {
            assertThat(NonInteractiveProofType.ofChainNumber(type.chainNumber())).contains(type);
        }
        assertThat(UpdateProofType.ofChainNumber(5)).isEmpty();
        assertThat(WinningPoStProofType.ofChainNumber(-1)).isEmpty();
        assertThat(NonInteractiveProofType.ofChainNumber(14)).isEmpty();
    }
}
