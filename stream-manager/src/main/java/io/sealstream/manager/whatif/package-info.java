/** Recorded sectors sent again under other rules and base fees: what it would have cost, and how long they would have waited. Pure. */
@NullMarked
package io.sealstream.manager.whatif;

import org.jspecify.annotations.NullMarked;
