package io.sealstream.manager.topology;

import io.sealstream.manager.topology.Stores.Kind;
import io.sealstream.manager.wire.StateCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * States decoded before, by the bytes they came from. A store gives the same bytes for as long as nobody puts others, and states do not
 * change, so what is remembered is right whatever became of the transaction. One thread.
 */
final class StateMemo {
    /** Most states that are remembered; the ones used longest ago go first. */
    static final int MOST = 4_096;

    private final Map<String, Known> states = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] bytes, Object state) {}

    /** The state that bytes say. */
    <S> S decode(Kind<S> kind, String key, byte[] bytes) {
        String place = place(kind.store(), key);
        Known known = states.get(place);
        if (known != null && Arrays.equals(known.bytes(), bytes)) {
            return kind.type().cast(known.state());
        }
        S state = StateCodec.decode(kind.type(), bytes);
        states.put(place, new Known(bytes, state));
        return state;
    }

    /** The bytes of a state that is about to be put. */
    byte[] encode(String store, String key, Object state) {
        byte[] bytes = StateCodec.encode(state);
        states.put(place(store, key), new Known(bytes, state));
        return bytes;
    }

    private static String place(String store, String key) {
        return store + "|" + key;
    }
}
