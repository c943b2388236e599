package io.sealstream.proofs.engine;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.NonInteractiveSector;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.scripted.ProofEngineContract.ProvenWindow;
import io.sealstream.proofs.scripted.TestSector;
import java.util.ArrayList;
import java.util.List;

/** Statements that differ from a given one in byte {@code i}, 0 to 31, of one field: one statement for each field. */
final class Changes {
    private Changes() {}

    static List<SealStatement> of(SealStatement statement, int i) {
        SectorSeal sector = statement.sector();
        Bytes seed = statement.seed();
        Commitments commitments = statement.commitments();
        List<SealStatement> changed = new ArrayList<>(List.of(
                new SealStatement(new SectorSeal(sector.type(), TestSector.flipped(sector.proverId(), i), sector.number(),
                        sector.ticket()), seed, commitments),
                new SealStatement(new SectorSeal(sector.type(), sector.proverId(), number(sector.number(), i), sector.ticket()),
                        seed, commitments),
                new SealStatement(new SectorSeal(sector.type(), sector.proverId(), sector.number(),
                        TestSector.flipped(sector.ticket(), i)), seed, commitments),
                new SealStatement(sector, TestSector.flipped(seed, i), commitments)));
        of(commitments, i).forEach(other -> changed.add(new SealStatement(sector, seed, other)));
        return changed;
    }

    /** Changes of one member; which one depends on the byte. */
    static List<SealAggregate> of(SealAggregate statement, int i) {
        int index = i % statement.members().size();
        return of(statement.members().get(index), i).stream()
                .map(changed -> new SealAggregate(replaced(statement.members(), index, changed))).toList();
    }

    static List<NonInteractiveAggregate> of(NonInteractiveAggregate statement, int i) {
        int index = i % statement.sectors().size();
        NonInteractiveSector sector = statement.sectors().get(index);
        List<NonInteractiveSector> changed = new ArrayList<>(List.of(
                new NonInteractiveSector(number(sector.number(), i), sector.ticket(), sector.commitments()),
                new NonInteractiveSector(sector.number(), TestSector.flipped(sector.ticket(), i), sector.commitments())));
        of(sector.commitments(), i)
                .forEach(other -> changed.add(new NonInteractiveSector(sector.number(), sector.ticket(), other)));
        List<NonInteractiveAggregate> all = new ArrayList<>(List.of(new NonInteractiveAggregate(statement.type(),
                TestSector.flipped(statement.proverId(), i), statement.sectors())));
        changed.forEach(other -> all.add(new NonInteractiveAggregate(statement.type(), statement.proverId(),
                replaced(statement.sectors(), index, other))));
        return all;
    }

    static List<ReplicaUpdate> of(ReplicaUpdate update, int i) {
        return List.of(
                new ReplicaUpdate(update.type(), TestSector.flipped(update.oldCommR(), i), update.newCommR(), update.newCommD()),
                new ReplicaUpdate(update.type(), update.oldCommR(), TestSector.flipped(update.newCommR(), i), update.newCommD()),
                new ReplicaUpdate(update.type(), update.oldCommR(), update.newCommR(), TestSector.flipped(update.newCommD(), i)));
    }

    /** The prover id stays: a WinningPoSt is not bound to it. */
    static List<WinningPoStStatement> of(WinningPoStStatement winning, int i) {
        PublicSector sector = winning.sector();
        return List.of(
                new WinningPoStStatement(winning.type(), winning.proverId(), TestSector.flipped(winning.randomness(), i), sector),
                new WinningPoStStatement(winning.type(), winning.proverId(), winning.randomness(),
                        new PublicSector(number(sector.number(), i), sector.commR())),
                new WinningPoStStatement(winning.type(), winning.proverId(), winning.randomness(),
                        new PublicSector(sector.number(), TestSector.flipped(sector.commR(), i))));
    }

    /** The prover id stays: a WindowPoSt is not bound to it. The last sector changes. */
    static List<ProvenWindow> of(ProvenWindow window, int i) {
        PoStScope scope = window.scope();
        int last = window.sectors().size() - 1;
        PublicSector sector = window.sectors().get(last);
        List<ProvenWindow> changed = new ArrayList<>(List.of(new ProvenWindow(
                new PoStScope(scope.type(), scope.proverId(), TestSector.flipped(scope.randomness(), i)), window.sectors(),
                window.proof())));
        for (PublicSector other : List.of(new PublicSector(number(sector.number(), i), sector.commR()),
                new PublicSector(sector.number(), TestSector.flipped(sector.commR(), i)))) {
            changed.add(new ProvenWindow(scope, replaced(window.sectors(), last, other), window.proof()));
        }
        return changed;
    }

    private static List<Commitments> of(Commitments commitments, int i) {
        return List.of(new Commitments(TestSector.flipped(commitments.commR(), i), commitments.commD()),
                new Commitments(commitments.commR(), TestSector.flipped(commitments.commD(), i)));
    }

    private static long number(long number, int i) {
        return number ^ (1L << (2 * i));
    }

    private static <T> List<T> replaced(List<T> all, int index, T other) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, other);
        return changed;
    }
}
