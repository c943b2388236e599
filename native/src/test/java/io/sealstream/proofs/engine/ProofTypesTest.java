package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.WindowPoStProofType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTypesTest {

    private record Row(int number, String name, long sectorSize, int last) {}

    private record Tables(List<Row> seal, List<Row> windowPoSt) {}

    private static Row row(ResponseReader in) {
        return new Row(in.u32(), in.text(), in.u64(), in.u32());
    }

    @Test
    void shouldAgreeWithTheLibraryAboutEveryProofType() throws ProofException {
        LibraryCalls library = LibraryCalls.open();

        Tables tables = ResponseReader.read(library.call(Operation.PROOF_TYPES, new byte[0]),
                in -> new Tables(in.list(ProofTypesTest::row), in.list(ProofTypesTest::row)));

        assertThat(tables.seal()).containsExactlyElementsOf(Arrays.stream(SealProofType.values())
                .map(type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), type.proofSize())).toList());
        assertThat(tables.windowPoSt()).containsExactlyElementsOf(Arrays.stream(WindowPoStProofType.values())
                .map(type -> new Row(type.chainNumber(), type.libraryName(), type.sectorSize(), type.partitionSectors()))
                .toList());
    }
}
