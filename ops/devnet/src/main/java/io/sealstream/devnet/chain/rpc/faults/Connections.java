package io.sealstream.devnet.chain.rpc.faults;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of a server by the caller's address, so that they can be cut. Any thread may call. */
public final class Connections {
    private final Map<String, HttpConnection> open = new ConcurrentHashMap<>();
    private final Set<String> webSockets = ConcurrentHashMap.newKeySet();

    /** Gives a handle on a new connection; to be set as the server's connection handler. */
    public void opened(HttpConnection connection) {
        String remote = String.valueOf(connection.remoteAddress());
        open.put(remote, connection);
        connection.closeHandler(closed -> {
            webSockets.remove(remote);
            open.remove(remote);
        });
    }

    /** A connection becomes a WebSocket. */
    public void upgraded(HttpServerRequest request) {
        String remote = String.valueOf(request.remoteAddress());
        if (open.containsKey(remote)) {
            webSockets.add(remote);
        }
    }

    /** Closes the connection of that address. */
    void cut(String remote) {
        HttpConnection connection = open.get(remote);
        if (connection != null) {
            connection.close();
        }
    }

    /** Closes all WebSockets; how many. */
    public int cutWebSockets() {
        List<String> now = List.copyOf(webSockets);
        now.forEach(this::cut);
        return now.size();
    }
}
