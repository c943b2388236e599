package io.sealstream.manager.simulation;

import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.PersistResult;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.ProveResult;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.TaskRef;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Which results of bound tasks the manager still needs, from its events alone: hours of work must not be thrown away because they took long. */
final class Results {
    private final Map<String, Wanted> sectors = new TreeMap<>();

    /** What one sector waits for: the inputs a result must name, by step. */
    private static final class Wanted {
        final Map<SealStep, String> inputs = new EnumMap<>(SealStep.class);
        int lastProof;
        int voidProofs;
    }

    void take(Event event) {
        if (!(event instanceof SectorEvent e)) {
            return;
        }
        Wanted wanted = sectors.computeIfAbsent(e.sector().toString(), each -> new Wanted());
        switch (e) {
            case SectorEvent.SectorAllocated x -> wanted.inputs.put(SealStep.PREPARE, "");
            case SectorEvent.PiecesAdded x -> wanted.inputs.remove(SealStep.PREPARE);
            case SectorEvent.TicketAssigned x -> wanted.inputs.put(SealStep.SEAL, x.ticketEpoch().toString());
            case SectorEvent.Sealed x -> {
                wanted.inputs.remove(SealStep.SEAL);
                wanted.inputs.put(SealStep.PERSIST, "");
            }
            case SectorEvent.Persisted x -> wanted.inputs.remove(SealStep.PERSIST);
            case SectorEvent.TaskIssued x when x.step() == SealStep.PROVE ->
                wanted.lastProof = Math.max(wanted.lastProof, x.attempt());
            case SectorEvent.TaskIssued x when x.step() == SealStep.FINALIZE -> wanted.inputs.put(SealStep.FINALIZE, "");
            case SectorEvent.SeedAssigned x -> wanted.inputs.put(SealStep.PROVE, x.seedEpoch().toString());
            case SectorEvent.Proved x -> wanted.inputs.remove(SealStep.PROVE);
            case SectorEvent.ProofRefused x -> voidProof(wanted);
            case SectorEvent.PreCommitMoved x -> voidProof(wanted);
            case SectorEvent.PreCommitFailed x -> voidProof(wanted);
            case SectorEvent.StepFailed x when x.step() == SealStep.SEAL -> wanted.inputs.remove(SealStep.PERSIST);
            case SectorEvent.Finalized x -> wanted.inputs.clear();
            case SectorEvent.SectorAborted x -> wanted.inputs.clear();
            case SectorEvent x -> {
                // says nothing about work
            }
        }
    }

    private static void voidProof(Wanted wanted) {
        wanted.voidProofs = wanted.lastProof;
        wanted.inputs.remove(SealStep.PROVE);
    }

    /** A refused result that was still needed is a violation. */
    void refused(SpecificRecord result, String reason) {
        switch (result) {
            case PrepareResult r -> judge(r.getMiner(), r.getSector(), SealStep.PREPARE, "", r.getTask(), reason);
            case SealResult r ->
                judge(r.getMiner(), r.getSector(), SealStep.SEAL, Long.toString(r.getTicketEpoch()), r.getTask(), reason);
            case PersistResult r -> judge(r.getMiner(), r.getSector(), SealStep.PERSIST, "", r.getTask(), reason);
            case ProveResult r ->
                judge(r.getMiner(), r.getSector(), SealStep.PROVE, Long.toString(r.getSeedEpoch()), r.getTask(), reason);
            case FinalizeResult r -> judge(r.getMiner(), r.getSector(), SealStep.FINALIZE, "", r.getTask(), reason);
            default -> {
                // a failure, a WindowPoSt with its lease, or no result
            }
        }
    }

    private void judge(String miner, long number, SealStep step, String input, TaskRef task, String reason) {
        Wanted wanted = sectors.get(miner + "/" + number);
        if (wanted == null || !input.equals(wanted.inputs.get(step))) {
            return;
        }
        if (step == SealStep.PROVE && task.getAttempt() <= wanted.voidProofs) {
            return;
        }
        throw new Violation("work",
                "the result of " + task.getTaskId() + " was thrown away, and the sector still needs it: " + reason);
    }
}
