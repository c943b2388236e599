package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.json.FilecoinJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Computed types of money and gas. */
final class MoneyVectors {
    private MoneyVectors() {}

    static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.put("money/sector", MoneyVectors::sector);
        checks.put("gas/outputs", MoneyVectors::outputs);
        checks.put("gas/percentile-premium", MoneyVectors::percentile);
        checks.put("gas/next-base-fee", v -> assertThat(Gas.nextBaseFee(amount(v.input().path("base_fee")),
                amount(v.input().path("percentile_premium")))).hasToString(v.output().textValue()));
        return checks;
    }

    private static TokenAmount amount(JsonNode decimal) {
        return TokenAmount.parse(decimal.textValue());
    }

    private static BigInteger big(JsonNode decimal) {
        return new BigInteger(decimal.textValue());
    }

    private static void sector(Vector v) {
        JsonNode in = v.input();
        Pledge pledge = new Pledge(FilecoinJson.read(FilterEstimate.SHAPE, in.path("reward_estimate")),
                FilecoinJson.read(FilterEstimate.SHAPE, in.path("network_qa_power_estimate")), big(in.path("baseline_power")),
                amount(in.path("circulating_supply")), in.path("epochs_since_ramp_start").longValue(),
                in.path("ramp_duration_epochs").longValue());
        SectorSize size = SectorSize.of(in.path("sector_size").longValue()).orElseThrow();
        long duration = in.path("duration").longValue();
        BigInteger weight = big(in.path("verified_deal_weight"));
        BigInteger power = SectorMoney.qaPower(size, duration, weight);
        TokenAmount initial = pledge.initialPledge(power);
        TokenAmount faultFee = pledge.continuedFaultFee(power);
        Map<String, Object> actual = new HashMap<>();
        actual.put("quality", SectorMoney.quality(size, duration, weight));
        actual.put("qa_power", power);
        actual.put("qa_power_max", SectorMoney.maxPower(size));
        actual.put("pre_commit_deposit", pledge.preCommitDeposit(size));
        actual.put("initial_pledge", initial);
        actual.put("expected_day_reward", pledge.expectedReward(power, ChainLimits.NV28.epochsPerDay()));
        actual.put("continued_fault_fee", faultFee);
        actual.put("daily_fee", pledge.dailyFee(power));
        actual.put("termination_fee_at_age_100_days", SectorMoney.terminationFee(initial, 100 * 2880, faultFee));
        actual.put("create_miner_deposit_2k", pledge.createMinerDeposit(NetworkPolicy.DEV_2K.minimumPower()));
        actual.put("create_miner_deposit_mainnet", pledge.createMinerDeposit(NetworkPolicy.MAINNET.minimumPower()));
        Map<String, String> expected = new HashMap<>();
        v.output().properties().forEach(each -> expected.put(each.getKey(), each.getValue().asText()));
        Map<String, String> text = new HashMap<>();
        actual.forEach((name, value) -> text.put(name, value.toString()));
        assertThat(text).isEqualTo(expected);
    }

    private static void outputs(Vector v) {
        JsonNode in = v.input();
        Gas.Outputs outputs = Gas.outputs(in.path("gas_used").longValue(), in.path("gas_limit").longValue(),
                amount(in.path("base_fee")),
                amount(in.path("gas_fee_cap")), amount(in.path("gas_premium")));
        JsonNode out = v.output();
        Gas.Outputs expected = new Gas.Outputs(amount(out.path("BaseFeeBurn")), amount(out.path("OverEstimationBurn")),
                amount(out.path("MinerPenalty")), amount(out.path("MinerTip")), amount(out.path("Refund")),
                out.path("gas_refund").longValue(), out.path("gas_burned").longValue());
        assertThat(outputs).isEqualTo(expected);
    }

    private static void percentile(Vector v) {
        List<Gas.Weight> messages = new ArrayList<>();
        v.input().path("messages").forEach(
                each -> messages.add(new Gas.Weight(each.path("gas_limit").longValue(), amount(each.path("premium")))));
        assertThat(Gas.percentilePremium(messages, v.input().path("index").longValue())).hasToString(v.output().textValue());
    }
}
