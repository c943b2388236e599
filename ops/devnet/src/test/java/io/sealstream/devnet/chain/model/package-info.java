/** Random lives of a miner on the dev chain beside a naive second model of deadlines, partitions and expirations (chain.md 5.9). */
@NullMarked
package io.sealstream.devnet.chain.model;

import org.jspecify.annotations.NullMarked;
