package io.sealstream.filecoin;

/** Rounds epochs to {@code offset + n × unit} (go-state-types {@code builtin/quantize.go}): expirations and faults move to deadline ends. */
public record QuantSpec(long unit, long offset) {
    public QuantSpec {
        if (unit <= 0) {
            throw new IllegalArgumentException("quantization unit must be positive, not " + unit);
        }
    }

    /** The smallest quantized epoch that is not before {@code epoch}. */
    public ChainEpoch up(ChainEpoch epoch) {
        return epoch.plus(Math.floorMod(offset % unit - epoch.value(), unit));
    }

    /** The largest quantized epoch that is not after {@code epoch}. */
    public ChainEpoch down(ChainEpoch epoch) {
        return epoch.minus(Math.floorMod(epoch.value() - offset % unit, unit));
    }
}
