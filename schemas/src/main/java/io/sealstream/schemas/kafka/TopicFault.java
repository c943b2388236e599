package io.sealstream.schemas.kafka;

/**
 * One setting of an existing topic that is not what the design asks for.
 *
 * @param topic   its name
 * @param setting which setting
 * @param found   its value
 * @param wanted  the value it must have
 * @param fix     what to do, usually a command
 */
public record TopicFault(String topic, String setting, String found, String wanted, String fix) {
    @Override
    public String toString() {
        return "topic %s: %s is %s, wanted %s; fix: %s".formatted(topic, setting, found, wanted, fix);
    }
}
