package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the proofs library in a child process. The process starts with the first call and stays, so that loaded parameters
 * stay too; a process that panicked or died is replaced at the next call.
 */
final class EngineProcess implements ProofCalls {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineProcess.class);

    private final EngineKind kind;
    private final EngineSettings settings;
    /** Held during a call: a process serves one request at a time. */
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicReference<@Nullable EngineChild> child = new AtomicReference<>();
    private volatile boolean closed;

    EngineProcess(EngineKind kind, EngineSettings settings) {
        this.kind = kind;
        this.settings = settings;
    }

    @Override
    public byte[] call(Operation operation, byte[] request) throws ProofException {
        turn.lock();
        try {
            EngineChild engine = running();
            Frames.Frame response = exchange(engine, operation, request);
            if (response.number() == Code.PANIC.status()) {
                LOGGER.atWarn().addKeyValue("engine", kind.word()).addKeyValue("operation", operation)
                        .log("The proofs library panicked, its process will be replaced");
                drop(engine);
            }
            return LibraryCalls.accepted(response.number(), response.bytes());
        } finally {
            turn.unlock();
        }
    }

    private Frames.Frame exchange(EngineChild engine, Operation operation, byte[] request) throws ProofException {
        try {
            return engine.exchange(operation.number(), request);
        } catch (IOException e) {
            drop(engine);
            throw new ProofException(Code.ENGINE_LOST,
                    "the " + kind.word() + " engine ended during " + operation + ": " + engine.lastWords(), e);
        }
    }

    private EngineChild running() throws ProofException {
        if (closed) {
            throw new ProofException(Code.ENGINE_LOST, "the " + kind.word() + " engine is closed");
        }
        EngineChild present = child.get();
        if (present != null && present.alive()) {
            return present;
        }
        if (present != null) {
            drop(present);
        }
        EngineChild started = EngineChild.start(kind, settings);
        child.set(started);
        LOGGER.atInfo().addKeyValue("engine", kind.word()).addKeyValue("pid", started.pid()).log("Engine started");
        if (closed) {
            drop(started);
            throw new ProofException(Code.ENGINE_LOST, "the " + kind.word() + " engine is closed");
        }
        return started;
    }

    private void drop(EngineChild engine) {
        child.compareAndSet(engine, null);
        engine.close();
    }

    @Override
    public void close() {
        closed = true;
        EngineChild present = child.getAndSet(null);
        if (present != null) {
            present.close();
        }
    }
}
