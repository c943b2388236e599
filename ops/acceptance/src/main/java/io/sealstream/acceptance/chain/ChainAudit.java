package io.sealstream.acceptance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.up.RpcClient;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.json.FilecoinJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Compares what a restarted chain knows with what its former lives have told. */
final class ChainAudit {
    private final RpcClient rpc;
    private final Acknowledged facts;
    private final List<String> complaints = new ArrayList<>();

    ChainAudit(RpcClient rpc, Acknowledged facts) {
        this.rpc = rpc;
        this.facts = facts;
    }

    /**
     * What is missing or different.
     *
     * @param landed whether every message must have landed; otherwise it may also wait
     */
    List<String> complaints(boolean landed) {
        facts.heads().forEach(this::head);
        facts.receipts().forEach(this::receipt);
        Set<Cid> waiting = landed ? Set.of() : pending();
        facts.messages().keySet().stream().filter(cid -> !facts.receipts().containsKey(cid) && !waiting.contains(cid))
                .forEach(this::landed);
        return complaints;
    }

    private Set<Cid> pending() {
        return StreamSupport.stream(rpc.call("Filecoin.MpoolPending", List.of()).spliterator(), false)
                .map(json -> FilecoinJson.signedMessage(json).cid()).collect(Collectors.toSet());
    }

    private void head(long height, JsonNode key) {
        Optional<JsonNode> found = rpc.tryCall("Filecoin.ChainGetTipSetByHeight", height, List.of())
                .map(each -> each.path("Cids"));
        if (!found.equals(Optional.of(key))) {
            complaints.add("the head of epoch " + height + " was " + key + " and is " + found);
        }
    }

    private void receipt(Cid cid, JsonNode told) {
        JsonNode found = ChainLoad.lookup(rpc, cid);
        if (!found.equals(told)) {
            complaints.add("the receipt of " + cid + " was " + told + " and is " + found);
        }
    }

    /** A message in the newest tipset is neither pending nor to be found by its receipt: that shows with the tipset after it. */
    private void landed(Cid cid) {
        if (rpc.tryCall("Filecoin.ChainGetMessage", FilecoinJson.cid(cid)).isEmpty()) {
            complaints.add("the message " + cid + " was taken and is not known any more");
        }
    }
}
