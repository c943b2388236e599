@NullMarked
package io.sealstream.manager.domain.miner;

import org.jspecify.annotations.NullMarked;
