/** What people and edges may ask about the manager's state: views and the port that reads them. Nothing that acts uses them. */
@NullMarked
package io.sealstream.manager.query;

import org.jspecify.annotations.NullMarked;
