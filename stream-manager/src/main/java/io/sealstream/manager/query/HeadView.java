package io.sealstream.manager.query;

import java.util.List;

/**
 * The newest head the machines have seen.
 *
 * @param sequence  number of the head record
 * @param epoch     height
 * @param tipset    block CIDs
 * @param baseFee   parent base fee, attoFIL
 * @param timestamp Unix seconds of the tipset
 */
public record HeadView(long sequence, long epoch, List<String> tipset, String baseFee, long timestamp) {
    public HeadView {
        tipset = List.copyOf(tipset);
    }
}
