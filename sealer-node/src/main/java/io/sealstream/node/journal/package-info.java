/** What a node must not forget: its tasks, the outputs of finished stages, unconfirmed results, the last request number. */
@NullMarked
package io.sealstream.node.journal;

import org.jspecify.annotations.NullMarked;
