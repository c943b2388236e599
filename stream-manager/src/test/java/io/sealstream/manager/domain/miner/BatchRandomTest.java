package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptAggregate;
import io.sealstream.manager.domain.miner.MinerEvent.BatchFormed;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmPreCommit;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmSector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.sector.Stage;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches in a world of bad members, empty purses, storms of fees, silent nodes and lanes that fail: nobody is lost, doubled or late. */
class BatchRandomTest {
    private static final List<FailureCause> CAUSES = EnumSet.complementOf(EnumSet.of(FailureCause.NONE)).stream().toList();
    private static final int STEPS = 600;
    private static final int MOST_SECTORS = 60;
    private static final int CALM = 400;
    private static final long[] CODES = { 0, 16, 16, 20, 19, 18, 7};

    private final Committing world = new Committing(rules(5), rules(6));
    private final Cluster cluster = world.cluster;
    private final Set<Long> bad = new HashSet<>();
    private final Set<Long> proving = new HashSet<>();
    private boolean calm;

    private static BatchRules rules(int threshold) {
        return new BatchRules(true, threshold, 400, 7, TokenAmount.ofNanoFil(2), 0, 2, 300, 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 3, 4, 5, 20261})
    void shouldLoseNobodyAndDoubleNobody(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            storm(random);
            check();
        }
        calm();
        for (int i = 0; i < CALM && !isDone(); i++) {
            world.pass(5);
            everybody();
            check();
        }
        assertThat(cluster.sectors.values().stream().filter(s -> !bad.contains(s.id().number())))
                .as("all healthy ones are active")
                .allMatch(s -> s.placement() != null || s.state() instanceof SectorState.Aborted
                        || s.ticket() == null);
        assertThat(cluster.folded()).isEqualTo(cluster.state);
    }

    private boolean isDone() {
        return cluster.sectors.values().stream().filter(s -> !bad.contains(s.id().number()))
                .allMatch(s -> s.placement() != null || s.ticket() == null);
    }

    private void storm(Random random) {
        world.pass(random.nextInt(4));
        switch (random.nextInt(12)) {
            case 0, 1 -> seal(random);
            case 2 -> cluster.fees = BaseFees.of(TokenAmount.ofNanoFil(random.nextInt(300)));
            case 3 -> cluster.balances.replaceAll((sender, has) -> TokenAmount.ofNanoFil(random.nextInt(2_000)));
            case 4 -> cluster.observeKeys(random.nextBoolean() ? List.<Address>of() : List.of(Cluster.CONTROL));
            case 5 -> node(random);
            case 6 -> quote(random.nextBoolean() ? Purpose.PRECOMMIT : Purpose.PROVE_COMMIT);
            case 7, 8 -> message(random);
            case 9 -> aggregate(random);
            case 10 -> sectorsGoOn();
            default -> formed(world.wake());
        }
    }

    private void seal(Random random) {
        if (cluster.sectors.size() < MOST_SECTORS) {
            long number = world.sealed();
            if (random.nextInt(8) == 0) {
                bad.add(number);
            }
        }
    }

    private void node(Random random) {
        String name = "node-" + (char) ('a' + random.nextInt(2));
        cluster.step(random.nextBoolean()
                ? new MinerCommand.LoseNode(name, 1)
                : new MinerCommand.SeeNode(name, 1, List.of(), true, true));
    }

    private void quote(Purpose purpose) {
        cluster.question(purpose).ifPresent(ask -> formed(cluster.step(cluster.answer(ask))));
    }

    private void message(Random random) {
        List<Intent> all = cluster.standing();
        if (all.isEmpty()) {
            return;
        }
        Intent intent = all.get(random.nextInt(all.size()));
        boolean holdsBad = Committing.members(intent).stream().anyMatch(bad::contains);
        if (holdsBad) {
            formed(world.refuse(intent, 16, "bad"));
        } else if (random.nextInt(3) == 0 && awaits(intent)) {
            FailureCause cause = CAUSES.get(random.nextInt(CAUSES.size()));
            formed(world.news(intent, IntentOutcome.FAILED, CODES[random.nextInt(CODES.length)], cause, "chance"));
        } else {
            land(intent, random);
        }
    }

    private boolean awaits(Intent intent) {
        return Committing.members(intent).stream().map(cluster::sector).anyMatch(s -> inMessage(s, intent.id()));
    }

    private static boolean inMessage(Sector s, String intent) {
        return (s.state() instanceof SectorState.AwaitingPreCommit p && p.intent().equals(intent))
                || (s.state() instanceof SectorState.AwaitingProveCommit c && c.intent().equals(intent));
    }

    private void land(Intent intent, Random random) {
        int size = Committing.members(intent).size();
        boolean partly = !calm && intent.purpose() == Purpose.PROVE_COMMIT && size > 1 && random.nextInt(4) == 0;
        world.land(intent, partly ? new BatchReturn(size - 1, List.of(new FailCode(0, 20))) : BatchReturn.ok(size));
    }

    private void aggregate(Random random) {
        cluster.miner().batches().gathering(Purpose.PROVE_COMMIT).aggregations().values().stream().findFirst().ifPresent(a -> {
            TaskRef task = TaskRef.ofBatch(a.intent(), a.attempt(), a.node());
            List<AcceptAggregate.Refused> refused = a.sectors().stream().filter(bad::contains)
                    .map(n -> new AcceptAggregate.Refused(n, "bad")).toList();
            formed(cluster.step(!calm && random.nextInt(3) == 0
                    ? new MinerCommand.FailAggregate(task, FailureLevel.TEMPORARY, "chance")
                    : new AcceptAggregate(task, refused.isEmpty() ? Bytes.of(new byte[]{ 1}) : Bytes.EMPTY, refused)));
        });
    }

    /** Proofs are made, retries come due, and the chain says that nothing landed which the lane did not say. */
    private void sectorsGoOn() {
        for (Sector s : List.copyOf(cluster.sectors.values())) {
            long n = s.id().number();
            cluster.sector(n, new SectorCommand.Wake());
            switch (cluster.sector(n).state()) {
                case SectorState.AwaitingSeed a when proving.add(n) -> world.toProof(n);
                case SectorState.AwaitingSeed a when s.preCommit() != null -> world.prove(n, s.tries().attempts(Stage.PROVE) + 1);
                case SectorState.AwaitingRetry a when a.stage() == Stage.PRECOMMIT ->
                    cluster.sector(n, new ConfirmPreCommit(s.id() + "/PRECOMMIT/0/check", cluster.now, null));
                case SectorState.AwaitingRetry a when a.stage() == Stage.PROVE_COMMIT ->
                    cluster.sector(n, new ConfirmSector(s.id() + "/PROVE_COMMIT/0/check", cluster.now, null));
                case SectorState.AwaitingRetry a when a.stage() == Stage.PROVE && s.preCommit() != null ->
                    world.prove(n, s.tries().attempts(Stage.PROVE) + 1);
                case SectorState.AwaitingPerson a -> cluster.sector(n, new SectorCommand.Retry());
                case SectorState a -> {
                    // it waits for somebody else
                }
            }
            offer(n);
        }
    }

    private void offer(long number) {
        SectorState state = cluster.sector(number).state();
        if (state instanceof SectorState.AwaitingPreCommitBatch) {
            formed(cluster.offer(number, Purpose.PRECOMMIT));
        } else if (state instanceof SectorState.AwaitingProveCommitBatch) {
            formed(cluster.offer(number, Purpose.PROVE_COMMIT));
        }
    }

    private void calm() {
        calm = true;
        cluster.fees = BaseFees.of(TokenAmount.ofAtto(100));
        cluster.balances.replaceAll((sender, has) -> Committing.RICH);
        cluster.step(new MinerCommand.SeeNode("node-a", 1, List.of(), true, true));
    }

    private void everybody() {
        Random steady = new Random(1);
        sectorsGoOn();
        formed(world.wake());
        quote(Purpose.PRECOMMIT);
        quote(Purpose.PROVE_COMMIT);
        aggregate(steady);
        for (Intent intent : cluster.standing()) {
            if (Committing.members(intent).stream().anyMatch(bad::contains)) {
                formed(world.refuse(intent, 16, "bad"));
            } else {
                land(intent, steady);
            }
        }
    }

    /** In the calm nothing is sent later than is safe. */
    private void formed(Step<MinerState, MinerEvent> step) {
        if (calm) {
            Committing.of(step, BatchFormed.class).stream().flatMap(b -> b.sectors().stream())
                    .forEach(n -> assertThat(cluster.now.since(cluster.sector(n).requireTicket().epoch()))
                            .as("age of the ticket of %d", n)
                            .matches(age -> age <= 3_750 || cluster.sector(n).preCommit() != null));
        }
    }

    private void check() {
        List<String> twice = new ArrayList<>();
        for (Purpose purpose : List.of(Purpose.PRECOMMIT, Purpose.PROVE_COMMIT)) {
            Set<Long> seen = new HashSet<>();
            Stream<Long> waiting = cluster.miner().batches().gathering(purpose).waiting().members().stream().map(Member::sector);
            Stream<Long> open = cluster.miner().batches().open().values().stream().filter(b -> b.purpose() == purpose)
                    .map(OpenBatch::sectors).flatMap(List::stream);
            Stream.concat(waiting, open).filter(n -> !seen.add(n)).forEach(n -> twice.add(purpose + " of " + n));
        }
        assertThat(twice).as("in two messages, or in one and waiting").isEmpty();
        cluster.sectors.values().forEach(this::isKnown);
    }

    /** Its miner knows every sector that waits for a message or is in one, or the sector is about to offer itself. */
    private void isKnown(Sector s) {
        switch (s.state()) {
            case SectorState.AwaitingPreCommit p -> assertThat(open(p.intent())).as("%s", s.id())
                    .matches(b -> b.sectors().contains(s.id().number()));
            case SectorState.AwaitingProveCommit p -> assertThat(open(p.intent())).as("%s", s.id())
                    .matches(b -> b.sectors().contains(s.id().number()));
            case SectorState.AwaitingPreCommitBatch p -> assertThat(waits(s, Purpose.PRECOMMIT)).as("%s", s.id()).isTrue();
            case SectorState.AwaitingProveCommitBatch p -> assertThat(waits(s, Purpose.PROVE_COMMIT)).as("%s", s.id()).isTrue();
            case SectorState p -> {
                // needs no message
            }
        }
    }

    private OpenBatch open(String intent) {
        return Optional.ofNullable(cluster.miner().batches().open().get(intent))
                .orElseThrow(() -> new AssertionError("no batch " + intent));
    }

    private boolean waits(Sector s, Purpose purpose) {
        boolean known = cluster.miner().batches().gathering(purpose).waiting().find(s.id().number()).isPresent();
        boolean offers = cluster.sectorMachine.plan(s, cluster.miner().context(cluster.now, Cluster.RULES)).standing().stream()
                .anyMatch(x -> x.effect() instanceof Effect.OfferToBatch);
        return known || offers;
    }
}
