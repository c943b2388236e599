/**
 * The whole control plane on one thread and in virtual time: managers on an in-memory log with transactions, the dev chain, sealers, a
 * signer, operators, and a firewall between them. One seed, one run: {@link io.sealstream.manager.simulation.Simulation}.
 */
@NullMarked
package io.sealstream.manager.simulation;

import org.jspecify.annotations.NullMarked;
