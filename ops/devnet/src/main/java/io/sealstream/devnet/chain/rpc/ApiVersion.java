package io.sealstream.devnet.chain.rpc;

/** The versions of a node's interface: the last part of {@code /rpc/v0} and {@code /rpc/v1} (lotus {@code api/version.go}). */
enum ApiVersion {
    /** The stable interface of old: searches take fewer parameters. */
    V0(0x010500),
    /** What is in use today. */
    V1(0x020300);

    private final int packed;

    ApiVersion(int packed) {
        this.packed = packed;
    }

    /** Major, minor and patch in one number, a byte each. */
    int packed() {
        return packed;
    }
}
