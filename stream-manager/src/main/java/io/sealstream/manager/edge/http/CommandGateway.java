package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes commands and waits for their replies. A reply that comes too late is found by repeating the command with the same client and
 * number: the manager gives the original reply again.
 */
public final class CommandGateway {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private record Key(String client, long number) {}

    /** One caller that waits. */
    private static final class Waiter {
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    }

    private final CommandLog log;
    private final Duration timeout;
    private final int mostWaiting;
    private final Map<Key, List<Waiter>> waiting = new HashMap<>();
    private int waitingCount;

    /**
     * @param timeout     how long a reply is awaited
     * @param mostWaiting commands that may wait at a time
     */
    public CommandGateway(CommandLog log, Duration timeout, int mostWaiting) {
        this.log = log;
        this.timeout = timeout;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Sends a command and returns the value of its reply.
     *
     * @param command makes the record from the request's identity
     * @throws RpcFault when it is refused, or when no reply comes in time
     */
    JsonNode ask(Topic topic, String key, String client, long number, Function<Request, SpecificRecord> command) {
        return ask(topic, key, client, number, command, Optional::empty);
    }

    /**
     * As {@link #ask(Topic, String, String, long, Function)}, but also done when {@code seen} has an answer: for commands whose reply is
     * given only at their end, and whose acceptance shows in the stores.
     */
    JsonNode ask(Topic topic, String key, String client, long number, Function<Request, SpecificRecord> command,
            Supplier<Optional<JsonNode>> seen) {
        Request request = Request.newBuilder().setClient(client).setNumber(number).setReplyPartition(log.replyPartition())
                .setValidUntil(0)
                .build();
        Waiter waiter = await(new Key(client, number));
        try {
            long end = System.nanoTime() + timeout.toNanos();
            log.append(topic, key, command.apply(request)).toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return result(waiter.reply, end, seen);
        } catch (TimeoutException e) {
            throw RpcFault.noReply(client, number);
        } catch (ExecutionException e) {
            throw new RpcFault(RpcFault.NOT_READY, "the command cannot be stored in Kafka (" + e.getCause() + "); ask again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcFault(RpcFault.NOT_READY, "the manager is stopping; ask again");
        } finally {
            forget(new Key(client, number), waiter);
        }
    }

    private static JsonNode result(CompletableFuture<Reply> future, long end, Supplier<Optional<JsonNode>> seen)
            throws TimeoutException, ExecutionException, InterruptedException {
        while (true) {
            long left = end - System.nanoTime();
            try {
                return value(future.get(Math.clamp(left, 0, LOOK_EVERY.toNanos()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                Optional<JsonNode> answer = seen.get();
                if (answer.isPresent()) {
                    return answer.get();
                }
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    private synchronized Waiter await(Key key) {
        if (waitingCount >= mostWaiting) {
            throw new RpcFault(RpcFault.BUSY, mostWaiting + " commands await their reply; ask again later");
        }
        Waiter waiter = new Waiter();
        waiting.computeIfAbsent(key, each -> new ArrayList<>()).add(waiter);
        waitingCount++;
        return waiter;
    }

    private synchronized void forget(Key key, Waiter waiter) {
        List<Waiter> waiters = waiting.get(key);
        if (waiters != null && waiters.remove(waiter)) {
            waitingCount--;
            if (waiters.isEmpty()) {
                waiting.remove(key);
            }
        }
    }

    /** Hands a reply to whoever waits for it; replies for others are not ours to judge and are dropped. */
    public void replied(Reply reply) {
        List<Waiter> waiters;
        synchronized (this) {
            waiters = List.copyOf(waiting.getOrDefault(new Key(reply.getClient(), reply.getNumber()), List.of()));
        }
        waiters.forEach(each -> each.reply.complete(reply));
    }

    private static JsonNode value(Reply reply) {
        if (!reply.getOk()) {
            throw new RpcFault(RpcFault.REFUSED, reply.getError());
        }
        try {
            return reply.getValue().isEmpty() ? NullNode.getInstance() : JSON.readTree(reply.getValue());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the reply to " + reply.getClient() + "/" + reply.getNumber() + " is not JSON", e);
        }
    }
}
