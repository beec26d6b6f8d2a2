/** Applications on LangChain4j that know nothing of us. */
package com.example;
