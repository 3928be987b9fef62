from chats.models.chat import Chat, ChatAudience, ChatMember
from chats.models.message import Message
from chats.models.request import ChatRequest

__all__ = ["Chat", "ChatAudience", "ChatMember", "ChatRequest", "Message"]
