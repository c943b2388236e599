package io.sealstream.schemas.kafka;

import java.util.List;
import java.util.stream.Collectors;

/** Topics exist with settings that would lose or misplace records. A person must change them. */
public final class TopicRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<TopicFault> faults;

    public TopicRefusedException(List<TopicFault> faults) {
        super(faults.stream().map(TopicFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<TopicFault> faults() {
        return faults;
    }
}
