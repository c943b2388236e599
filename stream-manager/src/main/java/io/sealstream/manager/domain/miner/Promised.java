package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.Aggregation;
import io.sealstream.manager.domain.batch.Funds;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.sector.SectorRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Money that messages on their way will still take: the chain's balances do not know of it yet. */
record Promised(List<OnItsWay> messages) {
    Promised {
        messages = List.copyOf(messages);
    }

    record OnItsWay(Address sender, Funds funds) {}

    /** Of messages that have not landed, and of those whose aggregate is being made. */
    static Promised of(MinerState m, MinerScope scope) {
        List<OnItsWay> messages = new ArrayList<>();
        for (Aggregation a : m.batches().gathering(Purpose.PROVE_COMMIT).aggregations().values()) {
            messages.add(new OnItsWay(a.sender(), a.funds()));
        }
        m.batches().open().values().stream().filter(b -> isUnlanded(b, scope))
                .forEach(b -> messages.add(new OnItsWay(b.sender(), b.funds())));
        return new Promised(messages);
    }

    private static boolean isUnlanded(OpenBatch batch, MinerScope scope) {
        return batch.sectors().stream().map(scope.sectors()::apply).flatMap(Optional::stream)
                .anyMatch(s -> SectorRules.awaitsMessage(s, batch.intent()));
    }

    TokenAmount bySender(Address sender) {
        return sum(messages.stream().filter(each -> each.sender().equals(sender)).map(each -> each.funds().value()).toList());
    }

    TokenAmount byMiner() {
        return sum(messages.stream().map(each -> each.funds().own()).toList());
    }

    private static TokenAmount sum(List<TokenAmount> amounts) {
        return amounts.stream().reduce(TokenAmount.ZERO, TokenAmount::plus);
    }
}
