package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which methods a server has, who may call them and with how many parameters. */
final class MethodTable {
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** One method: it answers, or it streams. */
    sealed interface Entry {
        /** What the caller must be allowed; empty for a method that answers everybody. */
        Optional<Permission> permission();

        int least();

        int most();

        record Answering(Optional<Permission> permission, int least, int most, RpcMethod method) implements Entry {}

        record Streaming(Optional<Permission> permission, int least, int most, RpcStream stream) implements Entry {}
    }

    void add(String name, Entry entry) {
        if (!name.matches("[A-Za-z]+\\.[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("method \"" + name + "\" is not written Namespace.Method");
        }
        if (entry.least() < 0 || entry.most() < entry.least()) {
            throw new IllegalArgumentException(
                    "method " + name + " with " + entry.least() + " to " + entry.most() + " parameters");
        }
        if (entries.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("method " + name + " is registered twice");
        }
    }

    /** The method that a request calls, after all checks. */
    Entry find(Wire.Request request, Set<Permission> permissions) {
        String name = request.method();
        Entry entry = entries.get(name);
        if (entry == null) {
            String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
            throw new RpcException(RpcException.METHOD_NOT_FOUND, "method '" + shown + "' not found");
        }
        Optional<Permission> missing = entry.permission().filter(wanted -> !permissions.contains(wanted));
        if (missing.isPresent()) {
            throw RpcException.of("missing permission to invoke '" + name.substring(name.indexOf('.') + 1) + "' (need '"
                    + missing.get().word() + "')");
        }
        JsonNode params = request.positional();
        if (params.size() < entry.least() || params.size() > entry.most()) {
            String wanted = entry.least() == entry.most() ? String.valueOf(entry.least()) : entry.least() + " to " + entry.most();
            throw RpcException.invalidParams("wrong param count (method '" + name + "'): " + params.size() + " != " + wanted);
        }
        return entry;
    }
}
