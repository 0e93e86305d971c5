"""What things cost by their published lists, in dollars; us-east-1 where it matters."""

from dataclasses import dataclass

# https://aws.amazon.com/lambda/pricing/ (first tier), as of 2026.
LAMBDA_SECOND = {"arm64": 0.0000133334, "x86-64": 0.0000166667}  # per GB
LAMBDA_REQUEST = 0.20e-6
# https://aws.amazon.com/api-gateway/pricing/ (REST), https://aws.amazon.com/sqs/pricing/ (standard, 64 KB
# each) and https://aws.amazon.com/s3/pricing/ (standard), as of 2026.
GATEWAY_REQUEST = 3.50e-6
SQS_REQUEST, SQS_BYTES = 0.40e-6, 64 * 1024
S3_WRITE, S3_READ = 5.0e-6, 0.4e-6


@dataclass(frozen=True, slots=True)
class Hosted:
    """What somebody else asks; ``read`` is the day on which ``source`` read the provider's list."""

    name: str
    per_input: float  # token or word
    per_output: float
    unit: str
    read: str
    source: str


_TOKENS_APRIL = "https://tokenmix.ai/blog/llm-api-pricing-comparison"
_TOKENS_JUNE = "https://tokenmix.ai/blog/openai-api-cost-2026-gpt-5-5-5-4-nano-batch"
_SYMBL = "https://github.com/api-evangelist/symblai/blob/main/plans/symblai-plans-pricing.yml"
HOSTED = (
    Hosted("Symbl (its list; it answers no more)", 0.0002, 0, "word", "2026-08-14", _SYMBL),
    Hosted("Symbl, from 3.75 million words a month on", 0.00012, 0, "word", "2026-08-14", _SYMBL),
    Hosted("Claude Sonnet 4.6", 3e-6, 15e-6, "token", "2026-04-30", _TOKENS_APRIL),
    Hosted("GPT-5.4", 2.5e-6, 15e-6, "token", "2026-06-04", _TOKENS_JUNE),
    Hosted("Claude Haiku 4.5", 1e-6, 5e-6, "token", "2026-04-30", _TOKENS_APRIL),
    Hosted("GPT-5.4 mini", 0.75e-6, 4.5e-6, "token", "2026-06-04", _TOKENS_JUNE),
    Hosted("Gemini 3.1 Flash-Lite", 0.25e-6, 1.5e-6, "token", "2026-04-30", _TOKENS_APRIL),
    Hosted("GPT-5.4 nano", 0.2e-6, 1.25e-6, "token", "2026-06-04", _TOKENS_JUNE),
    Hosted("DeepSeek V4 Flash", 0.14e-6, 0.28e-6, "token", "2026-04-30", _TOKENS_APRIL),
)
