package io.sealstream.devnet.broker;

/** An answer of the registry that is an error: HTTP status, the code of the Confluent REST API, and its text. */
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 100;

    private final int code;

    RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryError noSubject(String subject) {
        return new RegistryError(40_401, "Subject '" + subject + "' not found.");
    }

    static RegistryError noVersion(String version) {
        return new RegistryError(40_402, "Version " + version + " not found.");
    }

    static RegistryError noSchema() {
        return new RegistryError(40_403, "Schema not found");
    }

    static RegistryError notDeletedFirst(String what, int code) {
        return new RegistryError(code, what + " was not deleted first before being permanently deleted");
    }

    static RegistryError deletedAlready(String what, int code) {
        return new RegistryError(code, what + " was soft deleted. Set permanent=true to delete permanently");
    }

    static RegistryError invalidSchema(String why) {
        return new RegistryError(42_201, "Invalid schema: " + why);
    }

    int code() {
        return code;
    }

    /** Codes of five digits are a status and two more digits. */
    int status() {
        return code < 1_000 ? code : code / DIGITS;
    }
}
