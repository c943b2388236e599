/** Execution of messages and cron: gas, exit codes, receipts (ref-fvm, lotus {@code chain/consensus/compute_state.go}). Pure. */
@NullMarked
package io.sealstream.devnet.chain.vm;

import org.jspecify.annotations.NullMarked;
