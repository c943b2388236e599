package io.sealstream.node.tasks;

import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Outcome.RefusedMember;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.Work.Aggregate;
import io.sealstream.node.domain.Work.Member;
import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One proof out of the proofs of several sectors. A wrong member would make an aggregate that holds for nobody and cost all others
 * their message, so each is verified first, and where one does not hold it is named and no aggregate is made. The aggregate itself is
 * verified too: none leaves here that the chain would refuse.
 */
final class AggregateStep {
    private static final Logger LOGGER = LoggerFactory.getLogger(AggregateStep.class);

    private final Workshop workshop;

    AggregateStep(Workshop workshop) {
        this.workshop = workshop;
    }

    Outcome run(Task task, Aggregate work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        SealAggregate statement = statement(task, work);
        List<Bytes> proofs = work.members().stream().map(member -> ProofValues.bytes(member.proof())).toList();
        List<RefusedMember> refused = context.stage(Stage.VERIFY, Pool.C2, () -> refused(statement, proofs));
        if (!refused.isEmpty()) {
            LOGGER.atWarn().addKeyValue("task", task.id()).addKeyValue("refused", refused)
                    .log("Members do not hold, no aggregate is made");
            return new Outcome.Aggregated(io.sealstream.filecoin.Bytes.EMPTY, refused, context.times());
        }
        Bytes aggregate = context.stage(Stage.AGGREGATE, Pool.C2,
                () -> withSrs(() -> engine().aggregateSeals(new ProvenSeals(statement, proofs))));
        if (!context.stage(Stage.VERIFY, Pool.C2, () -> withSrs(() -> engine().verifyAggregate(statement, aggregate)))) {
            throw TaskFailure
                    .temporary("the aggregate of " + proofs.size() + " proofs that hold does not hold itself (" + task.id()
                            + ") and was thrown away; if it happens again, check the memory of the node");
        }
        return new Outcome.Aggregated(ProofValues.bytes(aggregate), List.of(), context.times());
    }

    private ProofEngine engine() {
        return workshop.engines().commit2();
    }

    private static SealAggregate statement(Task task, Aggregate work) throws TaskFailure {
        SealProofType type = ProofValues.sealType(work.sealProof());
        Bytes prover = ProofValues.proverId(task.miner());
        try {
            return new SealAggregate(work.members().stream().map(member -> statement(type, prover, member)).toList());
        } catch (IllegalArgumentException e) {
            throw TaskFailure.permanent("the members of " + task.id() + " cannot be aggregated: " + e.getMessage());
        }
    }

    private static SealStatement statement(SealProofType type, Bytes prover, Member member) {
        SectorSeal seal = new SectorSeal(type, prover, member.number(), ProofValues.bytes(member.ticket()));
        return new SealStatement(seal, ProofValues.bytes(member.seed()),
                new Commitments(ProofValues.commitment(member.commR()), ProofValues.commitment(member.commD())));
    }

    private List<RefusedMember> refused(SealAggregate statement, List<Bytes> proofs) throws ProofException {
        List<RefusedMember> refused = new ArrayList<>();
        int size = statement.type().proofSize();
        for (int i = 0; i < proofs.size(); i++) {
            SealStatement member = statement.members().get(i);
            Bytes proof = proofs.get(i);
            if (proof.size() != size) {
                refused.add(new RefusedMember(member.sector().number(),
                        "its proof has " + proof.size() + " bytes, one of this type has " + size));
            } else if (!engine().verifySeal(member, proof)) {
                refused.add(new RefusedMember(member.sector().number(),
                        "its proof does not hold for its ticket, seed, CommR and CommD"));
            }
        }
        return refused;
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws ProofException;
    }

    /** A call that needs the SRS, the one file that no other task of a node needs: when it is missing, says how to get it. */
    private static <T> T withSrs(Call<T> call) throws ProofException, TaskFailure {
        try {
            return call.make();
        } catch (ProofException e) {
            if (e.code() != Code.PARAMETERS) {
                throw e;
            }
            throw new TaskFailure(FailureLevel.CRITICAL, e.getMessage()
                    + "; 'sealer-node params check --config FILE' names each file and how to get it. Until then set [node] aggregate ="
                    + " false, so that other nodes get these tasks");
        }
    }
}
