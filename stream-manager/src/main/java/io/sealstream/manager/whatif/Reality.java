package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * What really happened, counted as in a simulation: exact gas of the messages that landed, at the base fee of the series.
 *
 * @param outcome its state gas is what the receipts say beyond the exact gas
 * @param paid    what the senders paid for gas, by the receipts: burnt and tips
 */
public record Reality(Outcome outcome, TokenAmount paid) {
    /** Name of the outcome. */
    public static final String NAME = "as recorded";

    /** Counts what was recorded. */
    public static Reality of(Recording recording, FeeSeries fees, Clocks clocks) {
        TallySheet pre = new TallySheet();
        TallySheet prove = new TallySheet();
        TokenAmount paid = TokenAmount.ZERO;
        for (var each : recording.messages().entrySet()) {
            boolean first = each.getValue().purpose() == Purpose.PRECOMMIT;
            paid = paid.plus(message(each.getValue(), recording.members(each.getKey()), fees, first ? pre : prove));
        }
        List<Long> waits = new ArrayList<>();
        recording.sectors().forEach(each -> each.arrival()
                .ifPresent(arrival -> sector(arrival, each, recording.last(), clocks, pre, prove, waits)));
        return new Reality(new Outcome(NAME, pre.tally(), prove.tally(), new Waits(waits)), paid);
    }

    private static TokenAmount message(MessageNotes message, List<Arrival> members, FeeSeries fees, TallySheet sheet) {
        Receipt receipt = message.receipt();
        if (message.isFailed()) {
            sheet.failed();
        }
        if (receipt == null || members.isEmpty()) {
            return TokenAmount.ZERO;
        }
        Carried carried = new Carried(message.purpose(), members, message.isAggregated());
        sheet.landed(carried, receipt.gasUsed() - carried.exactGas(), fees.at(receipt.height() - 1));
        return receipt.fee();
    }

    private static void sector(Arrival arrival, SectorNotes notes, ChainEpoch end, Clocks clocks, TallySheet pre,
            TallySheet prove,
            List<Long> waits) {
        ChainEpoch ticketEnd = arrival.ticket().plus(clocks.ticketAge());
        ChainEpoch landed = notes.preCommitted().orElse(null);
        if (landed == null) {
            missed(pre, ticketEnd, end);
            return;
        }
        long first = landed.since(arrival.ready());
        pre.carried(first, ticketEnd.since(landed) <= clocks.near());
        ChainEpoch proveEnd = landed.plus(clocks.proveWithin());
        ChainEpoch activated = notes.activated().orElse(null);
        if (activated == null || arrival.proving().isEmpty()) {
            missed(prove, proveEnd, end);
            return;
        }
        long second = activated.since(landed.plus(arrival.proving().getAsLong()));
        prove.carried(second, proveEnd.since(activated) <= clocks.near());
        waits.add(first + second);
    }

    private static void missed(TallySheet sheet, ChainEpoch clock, ChainEpoch end) {
        if (end.isAfter(clock)) {
            sheet.missed();
        }
    }
}
