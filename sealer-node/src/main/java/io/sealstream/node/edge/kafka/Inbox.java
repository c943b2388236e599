package io.sealstream.node.edge.kafka;

import io.sealstream.node.domain.Task;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.TaskRef;
import org.jspecify.annotations.Nullable;

/** What the intake hands inward; called on the intake thread, must not block. */
interface Inbox {
    /** What any task says of itself, whatever it asks for. */
    record Named(TaskRef task, String miner, @Nullable Long sector) {}

    /** A task of this node. */
    void task(Task task);

    /** The tombstone of a task of this node. */
    void tombstone(String taskId);

    /** The topic of tasks was read to the end it had at start. */
    void caughtUp();

    /** A task of this node that cannot be understood. */
    void badTask(Named task, String reason);

    /** An answer to a request of this node. */
    void reply(Reply reply);

    /** Another process with this node's name started later. */
    void replaced(long incarnation, String endpoint);
}
