package io.sealstream.devnet.chain.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CompactPartitionsParams;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compaction must not forget sectors that have not paid for their early end (chain.md 4.9). */
final class CompactUnsettledTest {
    private static final ChainEpoch END = ProvenMiner.ACTIVATED.plus(300 * 2880);

    private final ProvenMiner proven = new ProvenMiner(new SectorOnChainInfo(1, 5, Cid.sealed(new byte[32]),
            ProvenMiner.ACTIVATED,
            END, BigInteger.ZERO, BigInteger.ZERO, TokenAmount.ofAtto(1000), null, null, ProvenMiner.ACTIVATED, null, null, 1,
            TokenAmount.ofAtto(5)));

    @Test
    void shouldRefuseADeadlineWithQueuedTerminationsWith16() {
        ChainEpoch now = proven.deadline.close().plus(1800);
        MinerCall call = proven.call(now, (provider, id) -> Optional.empty());
        CompactPartitionsParams params = new CompactPartitionsParams(20, BitField.of(0));
        proven.miner.draft(20).terminate(Map.of(0L, BitField.of(1)), proven.miner.terms(proven.deadline, call.limits()), now);
        Abort refusal = catchThrowableOfType(Abort.class, () -> CompactPartitions.apply(call, params));
        assertThat(refusal.code().code()).as(refusal.why()).isEqualTo(16);
        assertThat(refusal.why()).contains("early terminations");
        Settlement settled = Settlement.of(call, call.balance());
        assertThat(settled.pledge()).isEqualTo(TokenAmount.ofAtto(-1000));
        assertThat(settled.burnt()).isGreaterThan(TokenAmount.ZERO);
        CompactPartitions.apply(call, params);
        assertThat(proven.miner.sectors().find(1)).isEmpty();
        assertThat(proven.miner.deadlines().get(20).partitions()).isEmpty();
    }
}
