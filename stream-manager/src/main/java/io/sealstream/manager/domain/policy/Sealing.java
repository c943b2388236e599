package io.sealstream.manager.domain.policy;

/** When sectors are begun. CONTINUOUS: every idle store gets one. ON_DEMAND: only as many as operators asked for. */
public enum Sealing {
    CONTINUOUS, ON_DEMAND
}
