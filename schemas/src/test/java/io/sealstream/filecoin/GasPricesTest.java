package io.sealstream.filecoin;

import static io.sealstream.filecoin.SealProofType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The price list, against the numbers of ref-fvm's own tests ({@code test_aggregate_porep_gas_charges} and its neighbours). */
class GasPricesTest {
    @ParameterizedTest
    @CsvSource({ "1, 0", "3, 0", "4, 103994170", "6, 103994170", "7, 112356810", "12, 112356810", "13, 122912610",
        "26, 137559930",
        "52, 162039100", "65, 162039100", "103, 210960780", "205, 318351180", "409, 318351180", "410, 528274980",
        "819, 528274980"})
    void shouldPriceAggregatesOf32GiB(int sectors, long step) {
        assertThat(GasPrices.verifyAggregate(STACKED_DRG_32GIB_V1_1, sectors)).isEqualTo(449_900L * sectors + step);
    }

    @ParameterizedTest
    @CsvSource({ "1, 0", "4, 102581240", "7, 110803030", "13, 120803700", "26, 134642130", "52, 157357890", "103, 203017690",
        "205, 304253590", "410, 509880640"})
    void shouldPriceAggregatesOf64GiB(int sectors, long step) {
        assertThat(GasPrices.verifyAggregate(STACKED_DRG_64GIB_V1_1, sectors)).isEqualTo(359_272L * sectors + step);
    }

    @ParameterizedTest
    @CsvSource({ "1, 112356810, 110803030", "2, 122912610, 120803700", "3, 137559930, 134642130", "4, 137559930, 134642130",
        "5, 162039100, 157357890", "8, 162039100, 157357890", "9, 210960780, 203017690", "16, 210960780, 203017690",
        "17, 318351180, 304253590", "32, 318351180, 304253590", "33, 528274980, 509880640", "65, 528274980, 509880640"})
    void shouldPriceNonInteractiveAggregates(int sectors, long step32, long step64) {
        assertThat(GasPrices.verifyAggregate(STACKED_DRG_32GIB_V1_2_NI, sectors)).isEqualTo(44_990L * 126 * sectors + step32);
        assertThat(GasPrices.verifyAggregate(STACKED_DRG_64GIB_V1_2_NI, sectors)).isEqualTo(35_928L * 126 * sectors + step64);
    }

    @ParameterizedTest
    @EnumSource(value = SealProofType.class, names = { "STACKED_DRG_64GIB_V1_1", "STACKED_DRG_32GIB_V1_2_NI",
        "STACKED_DRG_64GIB_V1_2_NI"}, mode = EnumSource.Mode.EXCLUDE)
    void shouldTakeThePriceOf32GiBForTypesWithoutOne(SealProofType type) {
        for (int sectors : new int[]{ 1, 4, 65, 819}) {
            assertThat(GasPrices.verifyAggregate(type, sectors))
                    .isEqualTo(GasPrices.verifyAggregate(STACKED_DRG_32GIB_V1_1, sectors));
        }
    }

    @Test
    void shouldPriceSingleOperations() {
        assertThat(GasPrices.onChainMessage(100)).isEqualTo(38_863 + 475_000 + 46_800 + 130_000);
        assertThat(GasPrices.onChainReturn(3)).isEqualTo(3900);
        assertThat(GasPrices.verifyWindowPoSt(2349)).isEqualTo(117_680_921 + 43_780L * 2349);
        assertThat(GasPrices.verifySignature(SignatureType.SECP256K1, 38)).isEqualTo(1_637_292 + 380);
        assertThat(GasPrices.verifySignature(SignatureType.BLS, 38)).isEqualTo(16_598_605 + 26 * 38);
        assertThat(GasPrices.randomness(150)).isEqualTo(146_200 + 75 * 150);
        assertThat(GasPrices.createActor()).isEqualTo(650_000 + 1_000_000 + 1_050_000);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> GasPrices.verifySignature(SignatureType.DELEGATED, 1)).withMessageContaining("delegated");
    }
}
