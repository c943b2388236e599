package io.sealstream.devnet.chain.model;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.CompactPartitionsParams;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.ExpirationExtension2;
import io.sealstream.filecoin.actors.ExtendSectorExpiration2Params;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Draws what happens in a random life. Most messages are good ones; some are early, late, or name what is not there. */
final class RandomScript {
    private static final long SEAL_2KIB = 5;
    private static final long WINDOW_2KIB = 10;
    private static final Bytes PROOF = Bytes.of(new byte[192]);
    private static final Cid SEALED = Cid.sealed(new byte[32]);
    private static final int MOST_LIVE = 40;

    private final RandomLife life;
    private final SplittableRandom random;
    private final Tally tally;
    /** Careless miners miss most windows. */
    private final int careUntil;
    private long nextNumber = 1;

    RandomScript(RandomLife life, SplittableRandom random, Tally tally) {
        this.life = life;
        this.random = random;
        this.tally = tally;
        this.careUntil = random.nextInt(4) == 0 ? 60 : 100;
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            act();
            life.advance(random.nextInt(1, 25));
            tally.look(life.naive());
        }
        tally.end(life.naive());
    }

    private void act() {
        int draw = random.nextInt(100);
        if (draw < 12) {
            activate();
        } else if (draw < 20) {
            declareFaults();
        } else if (draw < 30) {
            declareRecovered();
        } else if (draw < 38) {
            terminate();
        } else if (draw < 46) {
            extend();
        } else if (draw < 52) {
            compact();
        } else if (draw < careUntil) {
            post();
        }
    }

    private void send(ActorMethod method, byte[] params, String what, ToIntFunction<NaiveMiner> model) {
        tally.count(method, life.send(method, params, what, model));
    }

    /** Seals some new sectors, unless there are many. */
    void activate() {
        long live = life.naive().sectors.values().stream().filter(NaiveSector::isLive).count();
        if (live > MOST_LIVE) {
            return;
        }
        int count = random.nextInt(1, 9);
        Map<Long, Long> expirations = new TreeMap<>();
        List<SectorPreCommitInfo> infos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long number = nextNumber++;
            long expiration = life.now()
                    + random.nextLong(Calendar.SEAL_TIME + Calendar.SEED_DELAY + Calendar.SHORTEST_LIFE, Calendar.FURTHEST);
            expirations.put(number, expiration);
            infos.add(SectorPreCommitInfo.committedCapacity(SEAL_2KIB, number, SEALED, new ChainEpoch(life.now() - 1),
                    new ChainEpoch(expiration)));
        }
        send(MinerMethod.PRE_COMMIT_SECTOR_BATCH2, new PreCommitSectorBatchParams2(infos).toCbor(), expirations.toString(),
                model -> 0);
        life.advance(Calendar.SEED_DELAY + 1 + random.nextInt(20));
        List<SectorActivationManifest> manifests = expirations.keySet().stream().map(SectorActivationManifest::committedCapacity)
                .toList();
        long now = life.now();
        send(MinerMethod.PROVE_COMMIT_SECTORS3,
                ProveCommitSectors3Params.single(manifests, manifests.stream().map(each -> PROOF).toList()).toCbor(),
                expirations.keySet().toString(), model -> {
                    model.activate(expirations, now);
                    return 0;
                });
    }

    private int anyDeadline() {
        return random.nextInt(Calendar.DEADLINES);
    }

    /** A partition of the deadline, now and then one behind the last. */
    private int anyPartition(int deadline) {
        int count = life.naive().deadlines.get(deadline).size();
        return random.nextInt(20) == 0 ? count : random.nextInt(Math.max(1, count));
    }

    /** Some sectors of a partition, now and then others. */
    private Set<Long> some(int deadline, int partition) {
        List<Set<Long>> partitions = life.naive().deadlines.get(deadline);
        Set<Long> numbers = new TreeSet<>();
        if (partition < partitions.size()) {
            partitions.get(partition).stream().filter(number -> random.nextInt(3) > 0).forEach(numbers::add);
        }
        if (random.nextInt(25) == 0) {
            numbers.add(random.nextLong(1, nextNumber + 1));
        }
        return numbers;
    }

    private static PartitionSectors at(int deadline, int partition, Set<Long> numbers) {
        return new PartitionSectors(deadline, partition, BitField.of(numbers));
    }

    private static String text(int deadline, int partition, Set<Long> numbers) {
        return deadline + "/" + partition + " " + numbers;
    }

    private void declareFaults() {
        int deadline = anyDeadline();
        int partition = anyPartition(deadline);
        Set<Long> numbers = some(deadline, partition);
        long now = life.now();
        send(MinerMethod.DECLARE_FAULTS, new DeclareFaultsParams(List.of(at(deadline, partition, numbers))).toCbor(),
                text(deadline, partition, numbers), model -> model.declareFaults(deadline, partition, numbers, now));
    }

    private void declareRecovered() {
        int deadline = random.nextBoolean() ? anyDeadline() : life.naive().calendar.current(life.now() + 2 * Calendar.WINDOW);
        int partition = anyPartition(deadline);
        Set<Long> numbers = some(deadline, partition);
        long now = life.now();
        send(MinerMethod.DECLARE_FAULTS_RECOVERED, new DeclareFaultsParams(List.of(at(deadline, partition, numbers))).toCbor(),
                text(deadline, partition, numbers), model -> model.declareRecovered(deadline, partition, numbers, now));
    }

    private void terminate() {
        int deadline = anyDeadline();
        int partition = anyPartition(deadline);
        Set<Long> numbers = some(deadline, partition);
        numbers.removeIf(number -> random.nextInt(10) > 0 && isDead(number));
        long now = life.now();
        if (random.nextInt(6) == 0) {
            send(MinerMethod.TERMINATE_SECTORS, new TerminateSectorsParams(List.of()).toCbor(), "",
                    model -> model.settleNow(now));
        } else {
            send(MinerMethod.TERMINATE_SECTORS, new TerminateSectorsParams(List.of(at(deadline, partition, numbers))).toCbor(),
                    text(deadline, partition, numbers), model -> model.terminate(deadline, partition, numbers, now));
        }
    }

    private boolean isDead(long number) {
        NaiveSector sector = life.naive().sectors.get(number);
        return sector != null && !sector.isLive();
    }

    private void extend() {
        int deadline = anyDeadline();
        int partition = anyPartition(deadline);
        Set<Long> numbers = some(deadline, partition);
        numbers.removeIf(number -> random.nextInt(10) > 0 && isDead(number));
        long now = life.now();
        long latest = numbers.stream().filter(life.naive().sectors::containsKey).map(life.naive()::sector)
                .mapToLong(each -> each.expiration)
                .max().orElse(now);
        long expiration = latest + random.nextLong(-20, Calendar.PERIOD);
        send(MinerMethod.EXTEND_SECTOR_EXPIRATION2,
                new ExtendSectorExpiration2Params(
                        List.of(new ExpirationExtension2(deadline, partition, BitField.of(numbers), List.of(),
                                new ChainEpoch(expiration))))
                        .toCbor(),
                text(deadline, partition, numbers) + " to " + expiration,
                model -> model.extend(deadline, partition, numbers, expiration, now));
    }

    private void compact() {
        long now = life.now();
        Calendar calendar = life.naive().calendar;
        List<Integer> good = IntStream.range(0, Calendar.DEADLINES)
                .filter(index -> calendar.isCompactable(index, now)).boxed().toList();
        int deadline = good.isEmpty() || random.nextInt(5) == 0 ? anyDeadline() : good.get(random.nextInt(good.size()));
        Set<Integer> partitions = new TreeSet<>();
        for (int index = 0; index < life.naive().deadlines.get(deadline).size(); index++) {
            if (random.nextInt(2) == 0 && (random.nextInt(10) == 0 || isQuiet(deadline, index))) {
                partitions.add(index);
            }
        }
        partitions.add(anyPartition(deadline));
        send(MinerMethod.COMPACT_PARTITIONS,
                new CompactPartitionsParams(deadline, BitField.of(partitions.stream().map(Integer::longValue).toList())).toCbor(),
                deadline + " " + partitions, model -> model.compact(deadline, partitions, now));
    }

    private boolean isQuiet(int deadline, int partition) {
        return life.naive().deadlines.get(deadline).get(partition).stream().map(life.naive()::sector)
                .noneMatch(sector -> sector.isFaulty() || sector.health == NaiveSector.Health.UNPROVEN);
    }

    private boolean canProve(int deadline, int partition) {
        return life.naive().deadlines.get(deadline).get(partition).stream().map(life.naive()::sector)
                .anyMatch(sector -> sector.isLive() && sector.health != NaiveSector.Health.FAULTY);
    }

    /** Proves up to three partitions of the open deadline, mostly those that are not proven yet. */
    private void post() {
        long now = life.now();
        int deadline = life.naive().calendar.current(now);
        Map<Integer, Set<Long>> skipped = new TreeMap<>();
        int count = life.naive().deadlines.get(deadline).size();
        int most = life.naive().calendar.partitionsPerPoSt() + random.nextInt(10) / 9;
        for (int index = 0; index < count && skipped.size() < most; index++) {
            if ((!life.naive().isPosted(index) && canProve(deadline, index)) || random.nextInt(40) == 0) {
                skipped.put(index, random.nextInt(6) == 0 ? some(deadline, index) : Set.of());
            }
        }
        if (skipped.isEmpty() && count > 0 && random.nextInt(8) == 0) {
            skipped.put(anyPartition(deadline), Set.of());
        }
        if (skipped.isEmpty()) {
            return;
        }
        List<PoStPartition> partitions = skipped.entrySet().stream()
                .map(each -> new PoStPartition(each.getKey(), BitField.of(each.getValue()))).toList();
        send(MinerMethod.SUBMIT_WINDOWED_POST,
                new SubmitWindowedPoStParams(deadline, partitions, List.of(new PoStProof(WINDOW_2KIB, PROOF)),
                        new ChainEpoch(now - 1), ScriptedScene.RANDOMNESS).toCbor(),
                deadline + " skipping " + skipped, model -> model.post(skipped, now));
    }
}
