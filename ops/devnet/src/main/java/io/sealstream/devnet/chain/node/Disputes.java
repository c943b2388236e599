package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.StoredPoSt;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.Executor;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DisputeWindowedPoStParams;
import io.sealstream.filecoin.actors.MinerMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disputes wrong WindowPoSts as a third party would: with messages of the genesis account, as soon as their window has closed. What was
 * disputed is seen from pool and chain, so that nothing is disputed twice, not even after a restart.
 */
final class Disputes {
    private static final Logger LOGGER = LoggerFactory.getLogger(Disputes.class);
    /** Room for the growth of the base fee until the message lands. */
    private static final long FEE_RESERVE = 100;
    private static final TokenAmount PREMIUM = TokenAmount.ofAtto(100_000);
    private static final int SIGNATURE_BYTES = 70;

    private final ChainHost node;
    private final GenesisSender sender;
    private final List<StoredProof> open = new CopyOnWriteArrayList<>();

    Disputes(ChainHost node, GenesisSender sender) {
        this.node = node;
        this.sender = sender;
    }

    void add(StoredProof wrong) {
        open.add(wrong);
    }

    boolean isEmpty() { return open.isEmpty(); }

    /** Disputes what can be disputed at the head. */
    synchronized void look() {
        open.removeIf(this::settle);
    }

    /** True if there is nothing left to do about a proof. */
    private boolean settle(StoredProof wrong) {
        Entry head = node.chain().head();
        Optional<Miner> miner = head.after().miner(wrong.statement().miner().address());
        if (miner.isEmpty()) {
            return true;
        }
        Deadline deadline = miner.get().deadlines().get((int) wrong.deadline());
        if (deadline.optimistic().stream().anyMatch(stored -> stored.proof().bytes().equals(wrong.proof()))) {
            return false;
        }
        boolean disputable = miner.get().deadline(wrong.deadline(), new ChainEpoch(head.height() + 1),
                node.chain().rules().policy().schedule()).isDisputable();
        Optional<Message> dispute = deadline.snapshot().proofs().entrySet().stream()
                .filter(each -> disputable && same(each, wrong)).map(each -> message(wrong, each.getKey()))
                .filter(message -> !isPending(message)).findFirst();
        return dispute.isEmpty() || send(dispute.get(), head);
    }

    private static boolean same(Map.Entry<Long, StoredPoSt> stored, StoredProof wrong) {
        return stored.getValue().proof().bytes().equals(wrong.proof());
    }

    private Message message(StoredProof wrong, long index) {
        byte[] params = new DisputeWindowedPoStParams(wrong.deadline(), index).toCbor();
        return Message.call(wrong.statement().miner().address(), sender.address(), TokenAmount.ZERO,
                MinerMethod.DISPUTE_WINDOWED_POST.number(), Bytes.of(params));
    }

    private boolean isPending(Message dispute) {
        return node.chain().pool().pending().stream().map(SignedMessage::message)
                .anyMatch(message -> message.to().equals(dispute.to()) && message.method() == dispute.method()
                        && message.params().equals(dispute.params()));
    }

    private boolean send(Message dispute, Entry head) {
        Chain chain = node.chain();
        try {
            Applied trial = Executor.tryOut(head.after(), dispute, dispute.toCbor().length + SIGNATURE_BYTES,
                    chain.sceneAfter(head, node.proofs()));
            if (!trial.receipt().isOk()) {
                LOGGER.atError().addKeyValue("miner", dispute.to()).addKeyValue("error", trial.error())
                        .log("An invalid WindowPoSt cannot be disputed");
                return true;
            }
            TokenAmount cap = head.tipSet().parentBaseFee().times(FEE_RESERVE).plus(PREMIUM);
            SignedMessage sent = sender.send(dispute.withGas(trial.receipt().gasUsed() * 5 / 4, cap, PREMIUM));
            LOGGER.atWarn().addKeyValue("miner", dispute.to()).addKeyValue("cid", sent.cid())
                    .log("An invalid WindowPoSt is disputed");
            return true;
        } catch (PoolRefusal | ProofVerifier.Unavailable e) {
            LOGGER.atWarn().addKeyValue("miner", dispute.to()).setCause(e)
                    .log("An invalid WindowPoSt is not disputed yet; trying again at the next head");
            return false;
        }
    }
}
