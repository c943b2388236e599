package io.sealstream.manager.edge.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chain node in memory: a test says what it serves, how far it is, and which calls go wrong. */
final class ScriptedNode implements ChainNode, HeadFeed {
    final String name;
    private final Map<String, ChainCallException> wrong = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    /** Messages that came, whether they were answered or not. */
    final List<JsonTree> pushed = new ArrayList<>();
    private @Nullable Listener listener;
    private boolean down;
    String network = "calibrationnet";
    String genesis = "genesis";
    private long height;

    ScriptedNode(String name, long height) {
        this.name = name;
        this.height = height;
    }

    ChainNodes.Member member() {
        return new ChainNodes.Member(name, this, this, this);
    }

    /** Nobody reaches it; who listens hears that. */
    void die() {
        down = true;
        Listener gone = listener;
        if (gone != null) {
            listener = null;
            gone.dropped("the connection was closed");
        }
    }

    void comeBack() {
        down = false;
    }

    /** Its head moves; who listens hears that. */
    void reach(long epoch) {
        height = epoch;
        Listener told = listener;
        if (told != null) {
            told.changed(List.of(new Change(Change.Type.APPLY, head())));
        }
    }

    boolean isListenedTo() { return listener != null; }

    ScriptedNode answer(String method, String json) {
        answers.put(method, json);
        return this;
    }

    /** The next call of that method goes wrong, once. */
    void failOnce(String method, Kind kind, String reason) {
        wrong.put(method, new ChainCallException(kind, reason));
    }

    static long timeOf(long epoch) {
        return 1_700_000_000L + epoch * 30;
    }

    private ObjectNode tipset(long epoch) {
        return epoch == 0 ? FakeChain.tipset(genesis, 0, "none") : FakeChain.tipset("t" + epoch, epoch, "t" + (epoch - 1));
    }

    private NamedTipset head() {
        return NamedTipset.of(new Answer("head", FilecoinJson.toTree(tipset(height))));
    }

    @Override
    public Answer call(String method, JsonTree... params) {
        calls.add(method);
        if (down) {
            throw new ChainCallException(Kind.UNREACHABLE, method + " at " + name + " got no answer");
        }
        if (method.equals("MpoolPush")) {
            pushed.add(params[0]);
        }
        ChainCallException failure = wrong.remove(method);
        if (failure != null) {
            throw failure;
        }
        return new Answer(method, FilecoinJson.toTree(switch (method) {
            case "StateNetworkName" -> FakeChain.parse('"' + network + '"');
            case "ChainGetTipSetByHeight" -> tipset(0);
            case "ChainHead" -> tipset(height);
            default -> FakeChain.parse(answers.getOrDefault(method, "null"));
        }));
    }

    @Override
    public Subscription subscribe(Listener told) {
        if (down) {
            throw new ChainCallException(Kind.UNREACHABLE, "no connection to the chain node's WebSocket");
        }
        listener = told;
        told.changed(List.of(new Change(Change.Type.CURRENT, head())));
        return () -> listener = null;
    }
}
