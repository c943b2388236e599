package io.sealstream.filecoin;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What verifying an aggregate costs: so much for each sector, and a step that grows with their number (ref-fvm
 * {@code fvm/src/gas/price_list.rs}, {@code verify_aggregate_seal_per}, {@code verify_aggregate_seal_steps} of {@code TEEP_PRICES}).
 */
final class AggregateGas {
    private static final AggregateGas INTERACTIVE_32 = new AggregateGas(449_900, 4, 103_994_170, 7, 112_356_810, 13, 122_912_610,
            26, 137_559_930, 52, 162_039_100, 103, 210_960_780, 205, 318_351_180, 410, 528_274_980);
    private static final AggregateGas INTERACTIVE_64 = new AggregateGas(359_272, 4, 102_581_240, 7, 110_803_030, 13, 120_803_700,
            26, 134_642_130, 52, 157_357_890, 103, 203_017_690, 205, 304_253_590, 410, 509_880_640);
    private static final AggregateGas NON_INTERACTIVE_32 = new AggregateGas(44_990 * 126, 1, 112_356_810, 2, 122_912_610, 3,
            137_559_930, 5, 162_039_100, 9, 210_960_780, 17, 318_351_180, 33, 528_274_980);
    private static final AggregateGas NON_INTERACTIVE_64 = new AggregateGas(35_928 * 126, 1, 110_803_030, 2, 120_803_700, 3,
            134_642_130, 5, 157_357_890, 9, 203_017_690, 17, 304_253_590, 33, 509_880_640);

    private final long perSector;
    private final NavigableMap<Integer, Long> steps = new TreeMap<>();

    /** Steps as pairs: from how many sectors on, gas. */
    private AggregateGas(long perSector, int... steps) {
        this.perSector = perSector;
        for (int i = 0; i < steps.length; i += 2) {
            this.steps.put(steps[i], (long) steps[i + 1]);
        }
    }

    /** Only four types have a price of their own; every other one, Synthetic of 64 GiB included, pays that of interactive 32 GiB. */
    static AggregateGas of(SealProofType type) {
        return switch (type) {
            case STACKED_DRG_64GIB_V1_1 -> INTERACTIVE_64;
            case STACKED_DRG_32GIB_V1_2_NI -> NON_INTERACTIVE_32;
            case STACKED_DRG_64GIB_V1_2_NI -> NON_INTERACTIVE_64;
            default -> INTERACTIVE_32;
        };
    }

    /** Gas for so many sectors; below the first step there is no step. */
    long gas(int sectors) {
        var step = steps.floorEntry(sectors);
        return perSector * sectors + (step == null ? 0 : step.getValue());
    }
}
